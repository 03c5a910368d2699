package io.shiyun.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, unpacked if they are gzip, with bounds on how much comes out. Not safe for use by several threads. */
public final class Unpacked extends FilterInputStream {
    private static final int BUFFER = 1 << 16;

    private final Counted packed;
    private final boolean gzip;
    private final Bounds bounds;
    private long out;

    private Unpacked(InputStream in, Counted packed, boolean gzip, Bounds bounds) {
        super(in);
        this.packed = packed;
        this.gzip = gzip;
        this.bounds = bounds;
    }

    /**
     * How much may come out.
     *
     * @param bytes the most bytes
     * @param larger what is said of a file with more, such as how to allow it
     * @param harmless so many bytes are no bomb, however little they were packed to
     * @param ratio how many times larger than packed what is beyond them may be
     * @param bomb what is said of a file beyond that
     */
    public record Bounds(long bytes, String larger, long harmless, int ratio, String bomb) {}

    /** The file has more than the bounds allow, or is no whole gzip. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean damaged;

        private Refused(String message) {
            super(message);
            this.damaged = false;
        }

        private Refused(String message, IOException cause) {
            super(message, cause);
            this.damaged = true;
        }

        /** Returns whether the gzip is damaged or cut off, so that another copy may be good. */
        public boolean damaged() {
            return damaged;
        }
    }

    /**
     * Returns the bytes of a file, which closing them closes.
     *
     * @throws Refused as reading does, if it is gzip with a bad beginning
     */
    public static Unpacked of(InputStream in, Bounds bounds) throws IOException {
        Counted counted = new Counted(in);
        PushbackInputStream peeked = new PushbackInputStream(counted, 2);
        byte[] magic = new byte[2];
        int read = peeked.readNBytes(magic, 0, 2);
        peeked.unread(magic, 0, read);
        boolean gzip = read == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        try {
            return new Unpacked(gzip ? new GZIPInputStream(peeked, BUFFER) : peeked, counted, gzip, bounds);
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    private static Refused damaged(IOException e) {
        return e instanceof EOFException
                ? new Refused("the gzip data ends in the middle; the file is cut", e)
                : new Refused("the gzip data is damaged: " + e.getMessage(), e);
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
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
        if (read > 0) {
            out += read;
            if (out > bounds.bytes) {
                throw new Refused("it has more than " + bounds.bytes + " bytes, " + bounds.larger);
            }
            if (gzip && out > bounds.harmless && out / bounds.ratio > packed.bytes) {
                throw new Refused("it unpacks to more than " + bounds.ratio + " times its size, " + bounds.bomb);
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
