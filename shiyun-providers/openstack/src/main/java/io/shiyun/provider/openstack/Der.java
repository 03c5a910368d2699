package io.shiyun.provider.openstack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few parts of DER (ITU-T X.690) that a certificate request is made of. */
final class Der {
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return part(SEQUENCE, join(parts));
    }

    static byte[] set(byte[]... parts) {
        return part(SET, join(parts));
    }

    static byte[] text(String text) {
        return part(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bits whose number is a multiple of eight. */
    static byte[] bits(byte[] bits) {
        return part(BIT_STRING, join(new byte[] {0}, bits));
    }

    /** Something that is encoded already, under a tag. */
    static byte[] part(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length <= 0xff) {
            out.write(0x81);
            out.write(content.length);
        } else if (content.length <= 0xffff) {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        } else {
            throw new IllegalArgumentException("a part of " + content.length + " bytes");
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
