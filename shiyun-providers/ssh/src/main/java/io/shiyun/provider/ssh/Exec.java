package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Registration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a line of the POSIX shell on a machine and waits for its end. */
final class Exec {
    private static final Duration OPEN = Duration.ofSeconds(15);
    private static final Duration NUMBER = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Exec.class);

    private Exec() {}

    /**
     * Runs the line. It is killed, with its process group, when the call is over first.
     *
     * @return its exit code, 128 plus 15 when a signal ended it that the server does not number
     */
    static int run(Machine machine, Link link, String line, Pipes pipes, Call call) {
        Pid pid = new Pid();
        ChannelExec channel;
        try {
            channel = link.session().createExecChannel(pid.announcement() + line);
        } catch (IOException | IllegalStateException failed) {
            throw Refusals.broken(machine, Certainty.NOT_SENT, failed);
        }
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Registration registration = Ends.with(call, link.session(), () -> {
            cancelled.set(true);
            kill(channel, pid);
        })) {
            channel.setIn(pipes.in());
            open(machine, channel, call);
            CompletableFuture<Void> errors = new CompletableFuture<>();
            Thread pump = new Thread(
                    () -> pump(channel.getInvertedErr(), pid.without(pipes.err()), errors), "shiyun-ssh-err");
            pump.setDaemon(true);
            pump.start();
            try {
                channel.getInvertedOut().transferTo(pipes.out());
                errors.get(Math.max(1, call.remaining().toMillis()), TimeUnit.MILLISECONDS);
                return exit(machine, channel, cancelled, call);
            } catch (IOException | ExecutionException | TimeoutException failed) {
                if (cancelled.get() || call.remaining().isZero()) {
                    throw call.over(Certainty.AMBIGUOUS);
                }
                throw refused(machine, channel, failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw call.over(Certainty.AMBIGUOUS);
        } finally {
            if (channel.isOpen()) {
                kill(channel, pid);
            }
        }
    }

    private static void open(Machine machine, ChannelExec channel, Call call) {
        try {
            OpenFuture opened = channel.open();
            if (!Waits.done(opened, OPEN, call, Certainty.AMBIGUOUS)) {
                throw Refusals.broken(machine, Certainty.AMBIGUOUS, new IOException("no answer within " + OPEN));
            }
            if (!opened.isOpened()) {
                Throwable why = opened.getException();
                throw Refusals.broken(machine, Certainty.REJECTED, why == null ? new IOException("refused") : why);
            }
        } catch (IOException failed) {
            throw Refusals.broken(machine, Certainty.AMBIGUOUS, failed);
        }
    }

    private static void pump(InputStream from, OutputStream to, CompletableFuture<Void> done) {
        try (to) {
            from.transferTo(to);
            to.close();
            done.complete(null);
        } catch (IOException | RuntimeException failed) {
            done.completeExceptionally(failed);
        }
    }

    private static int exit(Machine machine, ChannelExec channel, AtomicBoolean cancelled, Call call) {
        Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), call.remaining());
        if (cancelled.get() || !events.contains(ClientChannelEvent.CLOSED)) {
            throw call.over(Certainty.AMBIGUOUS);
        }
        Integer status = channel.getExitStatus();
        if (status != null) {
            return status;
        }
        String signal = channel.getExitSignal();
        if (signal != null) {
            return 128 + signal(signal);
        }
        throw Refusals.broken(machine, Certainty.AMBIGUOUS, new IOException("it ended without an exit code"));
    }

    private static int signal(String name) {
        return switch (name) {
            case "HUP" -> 1;
            case "INT" -> 2;
            case "QUIT" -> 3;
            case "ILL" -> 4;
            case "ABRT" -> 6;
            case "FPE" -> 8;
            case "KILL" -> 9;
            case "SEGV" -> 11;
            case "PIPE" -> 13;
            case "ALRM" -> 14;
            default -> 15;
        };
    }

    private static CloudException refused(Machine machine, ChannelExec channel, Exception failed) {
        if (!channel.getSession().isOpen()) {
            return Refusals.broken(machine, Certainty.AMBIGUOUS, failed);
        }
        return CloudException.ambiguous(
                        Reason.UNKNOWN,
                        "the output of the command on " + machine + " could not be handed on, so it was ended: "
                                + failed.getMessage())
                .cause(failed)
                .build();
    }

    /**
     * Kills the process group by a command beside it, as soon as its number is known, and closes the channel without waiting for
     * the end.
     */
    private static void kill(ChannelExec channel, Pid pid) {
        ClientSession session = (ClientSession) channel.getSession();
        pid.number().orTimeout(NUMBER.toMillis(), TimeUnit.MILLISECONDS).whenComplete((number, late) -> {
            try {
                if (number != null && session.isOpen()) {
                    ChannelExec killer = session.createExecChannel("kill -s KILL -- -" + number);
                    killer.open().addListener(opened -> LOG.debug("killing group {}", number));
                }
            } catch (IOException | IllegalStateException gone) {
                LOG.debug("nothing is left to be killed: {}", gone.toString());
            } finally {
                channel.close(true);
            }
        });
    }
}
