package io.shiyun.provider.sim;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shell;
import io.shiyun.spi.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A shell session: each line that is typed is split at spaces and run at once, by whoever typed it. {@code exit} ends it, with
 * a code if one is given.
 */
final class SimShell implements Shell {
    private static final int MOST_UNREAD = 1 << 20;
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Box box;
    private final SimTime time;
    private final Call call;
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final StringBuilder shown = new StringBuilder();
    private boolean ended;
    private int code;

    SimShell(Box box, SimTime time, Call call) {
        this.box = box;
        this.time = time;
        this.call = call;
    }

    @Override
    public OutputStream input() {
        return new OutputStream() {
            @Override
            public void write(int key) throws IOException {
                type(key);
            }
        };
    }

    private synchronized void type(int key) throws IOException {
        if (ended) {
            throw new IOException("the shell has ended");
        }
        if (key != '\n') {
            typed.write(key);
            return;
        }
        String line = typed.toString(StandardCharsets.UTF_8).strip();
        typed.reset();
        if (!line.isEmpty()) {
            run(List.of(line.split("\\s+")));
        }
    }

    private void run(List<String> words) {
        if (words.get(0).equals("exit")) {
            end(words.size() > 1 && words.get(1).matches("[0-9]{1,3}") ? Integer.parseInt(words.get(1)) : code);
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            code = Programs.run(Command.builder(words).build(), Pipes.to(out, out), box, time, call);
        } catch (CloudException refusal) {
            code = 127;
            out.writeBytes((refusal.problem().message() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        shown.append(out.toString(StandardCharsets.UTF_8));
        if (shown.length() > MOST_UNREAD) {
            shown.delete(0, shown.length() - MOST_UNREAD);
        }
        notifyAll();
    }

    @Override
    public InputStream output() {
        return new InputStream() {
            private byte[] bytes = new byte[0];
            private int next;

            @Override
            public int read() {
                if (next == bytes.length) {
                    bytes = take().getBytes(StandardCharsets.UTF_8);
                    next = 0;
                }
                return next == bytes.length ? -1 : bytes[next++] & 0xff;
            }

            @Override
            public int available() {
                return bytes.length - next;
            }

            @Override
            public int read(byte[] to, int from, int length) {
                int first = length == 0 ? -1 : read();
                if (first < 0) {
                    return length == 0 ? 0 : -1;
                }
                to[from] = (byte) first;
                int count = Math.min(length - 1, available());
                System.arraycopy(bytes, next, to, from + 1, count);
                next += count;
                return count + 1;
            }
        };
    }

    /** Waits for something to be shown, and takes it; nothing once the shell has ended. */
    private synchronized String take() {
        while (shown.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw call.over(Certainty.AMBIGUOUS);
            }
        }
        String text = shown.toString();
        shown.setLength(0);
        return text;
    }

    /** The size of the window changes nothing that these programs show. */
    @Override
    public void resize(Terminal terminal) {
        call.check();
    }

    @Override
    public int waitFor(Call waiting) {
        while (!hasEnded()) {
            if (!time.pass(LOOK, waiting)) {
                throw waiting.over(Certainty.AMBIGUOUS);
            }
        }
        synchronized (this) {
            return code;
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private void end(int with) {
        code = with;
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        if (!ended) {
            end(code);
        }
    }
}
