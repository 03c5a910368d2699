package io.shiyun.provider.openstack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A key of its own and the request to certify it (PKCS #10, RFC 2986). */
final class CertificateRequest {
    private static final int BITS = 2048;

    /** 1.2.840.113549.1.1.11 sha256WithRSAEncryption with no parameters (RFC 4055). */
    private static final byte[] SHA256_WITH_RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00
    };

    /** 2.5.4.10 and 2.5.4.3 (RFC 5280). */
    private static final byte[] ORGANIZATION = {0x06, 0x03, 0x55, 0x04, 0x0a};

    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    private static final byte[] VERSION_1 = {0x02, 0x01, 0x00};
    private static final int ATTRIBUTES = 0xa0;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final KeyPair keys;
    private final byte[] encoded;

    private CertificateRequest(KeyPair keys, byte[] encoded) {
        this.keys = keys;
        this.encoded = encoded;
    }

    /** Makes a key for this name, which in Kubernetes is a user, and this organization, which is a group. */
    static CertificateRequest of(String organization, String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair keys = generator.generateKeyPair();
            byte[] subject = sequence(named(ORGANIZATION, organization), named(COMMON_NAME, name));
            byte[] info = sequence(VERSION_1, subject, keys.getPublic().getEncoded(), part(ATTRIBUTES, new byte[0]));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(info);
            return new CertificateRequest(
                    keys, sequence(info, SHA256_WITH_RSA, part(BIT_STRING, join(new byte[1], signature.sign()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA and SHA-256", e);
        }
    }

    private static byte[] named(byte[] type, String value) {
        byte[] text = part(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
        return part(SET, sequence(type, text));
    }

    KeyPair keys() {
        return keys;
    }

    /** Returns the request as PEM. */
    String pem() {
        return pem("CERTIFICATE REQUEST", encoded);
    }

    /** Keys and certificates as text (RFC 7468). */
    static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    private static byte[] sequence(byte[]... parts) {
        return part(SEQUENCE, join(parts));
    }

    /** A part in DER (ITU-T X.690): a tag, a length of up to 65,535, the content. */
    private static byte[] part(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length <= 0xff
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
