package io.shiyun.provider.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The number of a command's process group at the machine. The shell tells it as the first thing on the error output, before it
 * becomes the command; that line is taken out again. Servers end nothing when a channel closes, and OpenSSH refuses the signals of
 * RFC 4254 to root, so what runs is ended by this number.
 */
final class Pid {
    private static final int LONGEST = 64 * 1024;

    private final String mark = "shiyun-" + UUID.randomUUID() + " ";
    private final CompletableFuture<Long> number = new CompletableFuture<>();

    /** Returns what the line of a command begins with. */
    String announcement() {
        return "echo '" + mark + "'$$ >&2; ";
    }

    /** Returns the number, once it is known. */
    CompletableFuture<Long> number() {
        return number;
    }

    /** Returns an error output that hands on all but the announcement. */
    OutputStream without(OutputStream err) {
        return new Filter(err);
    }

    private final class Filter extends OutputStream {
        private final OutputStream to;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean found;

        Filter(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int i = from;
            while (!found && i < from + length) {
                line.write(bytes[i]);
                if (bytes[i] == '\n' || line.size() > LONGEST) {
                    take();
                }
                i++;
            }
            to.write(bytes, i, from + length - i);
        }

        /** A login script may say something first; that is handed on. */
        private void take() throws IOException {
            String text = line.toString(StandardCharsets.UTF_8);
            int at = text.indexOf(mark);
            String digits = at < 0 ? "" : text.substring(at + mark.length()).strip();
            if (digits.matches("\\d{1,18}")) {
                found = true;
                number.complete(Long.valueOf(digits));
                to.write(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
            } else {
                line.writeTo(to);
            }
            line.reset();
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            line.writeTo(to);
            line.reset();
            to.flush();
        }
    }
}
