package io.shiyun.provider.jclouds;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content that is let through only if it is what was told: its last bytes are held back until its length and checksum are known to be
 * right, so that no store ever sees the end of a wrong one. Not safe for use by several threads.
 */
final class CheckedContent extends InputStream {
    private static final int CHUNK = 16 * 1024;

    private final InputStream content;
    private final long length;
    private final String sha256;
    private final MessageDigest digest;
    private byte[] held = new byte[CHUNK];
    private byte[] next = new byte[CHUNK];
    private int from;
    private int to;
    private long seen;
    private boolean ended;
    private boolean begun;
    private int ahead;
    private volatile @Nullable ContentMismatch mismatch;

    /**
     * @param sha256 lower-case hex; empty for no check
     */
    CheckedContent(InputStream content, long length, String sha256) {
        this.content = content;
        this.length = length;
        this.sha256 = sha256;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The content is not what was told. */
    static final class ContentMismatch extends IOException {
        private static final long serialVersionUID = 1;

        ContentMismatch(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (from == to && !advance()) {
            return -1;
        }
        int count = Math.min(most, to - from);
        System.arraycopy(held, from, target, offset, count);
        from += count;
        return count;
    }

    /** Gives out the chunk that was read ahead, once the one behind it, or the end, was seen. */
    private boolean advance() throws IOException {
        if (!begun) {
            begun = true;
            ahead = chunk();
        }
        if (ahead == 0) {
            return false;
        }
        byte[] full = next;
        int count = ahead;
        next = held;
        held = full;
        from = 0;
        to = count;
        ahead = chunk();
        return true;
    }

    private int chunk() throws IOException {
        if (ended) {
            return 0;
        }
        int count = content.readNBytes(next, 0, CHUNK);
        digest.update(next, 0, count);
        seen += count;
        if (seen > length) {
            throw mismatch("more than the " + length + " bytes came that were told");
        }
        if (count < CHUNK) {
            ended = true;
            verify();
        }
        return count;
    }

    private void verify() throws ContentMismatch {
        if (seen != length) {
            throw mismatch(seen + " bytes came, and " + length + " were told");
        }
        if (!sha256.isEmpty() && !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw mismatch("the content has another checksum than was told");
        }
    }

    private ContentMismatch mismatch(String message) {
        ContentMismatch wrong = new ContentMismatch(message);
        mismatch = wrong;
        return wrong;
    }

    /** Returns what was wrong with the content, since a client of HTTP may say no more than that it broke off. */
    Optional<ContentMismatch> mismatch() {
        return Optional.ofNullable(mismatch);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
