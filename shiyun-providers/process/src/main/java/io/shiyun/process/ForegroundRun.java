package io.shiyun.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A command that somebody waits for, with its input and output streamed. It runs in a session of its own, and whatever it leaves
 * behind there is killed when it ends, times out, is cancelled or this is closed.
 */
public final class ForegroundRun implements AutoCloseable {
    private static final long PUMP_WAIT_MILLIS = 5_000;

    private final ManagedProcess process;
    private final Process child;
    private final List<Thread> outputs;
    private final Thread input;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<@Nullable IOException> sinkFault = new AtomicReference<>();

    private ForegroundRun(ManagedProcess process, Process child, Streams streams) {
        this.process = process;
        this.child = child;
        String name = "shiyun-run-" + child.pid();
        this.input = daemon(name + "-in", () -> feed(streams.in(), child.getOutputStream()));
        this.outputs = List.of(
                daemon(name + "-out", () -> drain(child.getInputStream(), streams.out())),
                daemon(name + "-err", () -> drain(child.getErrorStream(), streams.err())));
    }

    /**
     * Starts the command.
     *
     * @throws ProcessException COMMAND_NOT_FOUND or LAUNCH_FAILED
     */
    public static ForegroundRun start(LaunchOrder order, Streams streams) {
        ManagedProcess process = Launcher.launchPiped(order);
        return new ForegroundRun(process, process.child().orElseThrow(), streams);
    }

    public ProcessIdentity identity() {
        return process.identity();
    }

    /**
     * Waits for the command's end and returns its exit code, 128 plus the signal's number if one ended it. All its output has then
     * been written.
     *
     * @throws TimeoutException after the timeout; the command has been killed
     * @throws InterruptedException the command has been killed
     * @throws ProcessException IO when the caller's output stream refused what the command wrote
     */
    public int await(Duration timeout) throws TimeoutException, InterruptedException {
        try {
            if (!child.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("the command did not end within " + timeout + " and was killed");
            }
            end();
            for (Thread output : outputs) {
                output.join(PUMP_WAIT_MILLIS);
            }
            IOException fault = sinkFault.get();
            if (fault != null) {
                throw new ProcessException(
                        ProcessException.Kind.IO, "the output could not be passed on: " + fault.getMessage(), fault);
            }
            return child.exitValue();
        } finally {
            close();
        }
    }

    /** Kills the command and all it started; {@link #await} then returns 137. May be called from any thread, and twice. */
    public void cancel() {
        end();
    }

    @Override
    public void close() {
        end();
        input.interrupt();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            Ender.kill(process.identity(), process.marker());
        }
    }

    private void feed(InputStream from, OutputStream to) {
        try (to) {
            byte[] buffer = new byte[8192];
            int count = from.read(buffer);
            while (count >= 0 && child.isAlive()) {
                to.write(buffer, 0, count);
                to.flush();
                count = from.read(buffer);
            }
        } catch (IOException commandStoppedReading) {
            // A command may end, or close its input, before it has read everything: `head` does. Its exit code tells.
        }
    }

    private void drain(InputStream from, OutputStream to) {
        try (from) {
            byte[] buffer = new byte[8192];
            int count = from.read(buffer);
            while (count >= 0) {
                if (sinkFault.get() == null) {
                    pass(buffer, count, to);
                }
                count = from.read(buffer);
            }
        } catch (IOException pipeClosed) {
            // The JDK closes the pipe under a reader when the process is destroyed; what was written before has been
            // read.
        }
    }

    private void pass(byte[] buffer, int count, OutputStream to) {
        try {
            to.write(buffer, 0, count);
            to.flush();
        } catch (IOException refused) {
            sinkFault.compareAndSet(null, refused);
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
