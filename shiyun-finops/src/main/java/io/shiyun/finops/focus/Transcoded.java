package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A text of another charset as UTF-8. Nothing is replaced: bytes that are no text of that charset end the reading. */
final class Transcoded extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer raw = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer text;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long decoded;
    private long line = 1;
    private boolean end;

    private Transcoded(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.text = CharBuffer.allocate((int) (CHUNK * decoder.maxCharsPerByte()) + 16);
    }

    /** Returns a file as UTF-8; one that starts with the mark of UTF-8 is that already, whatever it is said to be. */
    static InputStream of(InputStream in, Charset charset) throws IOException {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return in;
        }
        PushbackInputStream peeked = new PushbackInputStream(in, UTF_8_MARK.length);
        byte[] start = peeked.readNBytes(UTF_8_MARK.length);
        peeked.unread(start);
        return java.util.Arrays.equals(start, UTF_8_MARK) ? peeked : new Transcoded(peeked, charset);
    }

    /** Bytes that are no text, and the line on which they stand. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;
        private final long line;

        private Malformed(String message, long line) {
            super(message);
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (length > 0 && !out.hasRemaining()) {
            if (end) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, out.remaining());
        out.get(into, from, count);
        return count;
    }

    private void fill() throws IOException {
        raw.compact();
        int read = in.read(raw.array(), raw.position(), raw.remaining());
        raw.position(raw.position() + Math.max(0, read)).flip();
        text.clear();
        int before = raw.remaining();
        CoderResult result = decoder.decode(raw, text, read < 0);
        decoded += before - raw.remaining();
        if (!result.isError() && read < 0) {
            end = true;
            result = decoder.flush(text);
        }
        text.flip();
        for (int i = 0; i < text.length(); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        if (result.isError()) {
            throw new Malformed(
                    "is not " + charset.name() + " at byte " + (decoded + 1)
                            + "; the file is cut, or it has another charset",
                    line);
        }
        out = StandardCharsets.UTF_8.encode(text);
    }
}
