package io.shiyun.finops.focus;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, unpacked if they are gzip, with bounds on how much comes out. */
final class Unpacked extends FilterInputStream {
    private static final long FREE = 1L << 26;

    private final FocusOptions options;
    private final Counted packed;
    private final boolean gzip;
    private long out;

    private Unpacked(InputStream in, Counted packed, boolean gzip, FocusOptions options) {
        super(in);
        this.packed = packed;
        this.gzip = gzip;
        this.options = options;
    }

    static InputStream of(InputStream in, FocusOptions options) throws IOException {
        Counted counted = new Counted(in);
        PushbackInputStream peeked = new PushbackInputStream(counted, 2);
        byte[] magic = new byte[2];
        int read = peeked.readNBytes(magic, 0, 2);
        peeked.unread(magic, 0, read);
        boolean gzip = read == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        return new Unpacked(gzip ? new GZIPInputStream(peeked, 1 << 16) : peeked, counted, gzip, options);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read;
        try {
            read = in.read(into, from, length);
        } catch (EOFException e) {
            throw new IOException("the gzip data ends in the middle; the file is cut", e);
        }
        if (read > 0) {
            out += read;
            if (out > options.maxBytes()) {
                throw new IOException("it has more than " + options.maxBytes() + " bytes, the most that options allow");
            }
            if (gzip && out > FREE && out / options.maxRatio() > packed.bytes) {
                throw new IOException("it unpacks to more than " + options.maxRatio()
                        + " times its size, which no bill does; raise the ratio in the options if this one should");
            }
        }
        return read;
    }

    /** Counts what comes out of the file itself. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
