package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import io.shiyun.spi.Shell;
import io.shiyun.spi.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.future.OpenFuture;

/** A login shell on a terminal of a machine; it ends with its terminal when it is closed. */
final class RemoteShell implements Shell {
    private static final Duration OPEN = Duration.ofSeconds(15);

    private final Machine machine;
    private final Link link;
    private final ChannelShell channel;

    private RemoteShell(Machine machine, Link link, ChannelShell channel) {
        this.machine = machine;
        this.link = link;
        this.channel = channel;
    }

    static Shell open(Machine machine, Links links, Terminal terminal, Call call) {
        Link link = links.to(machine, call);
        RemoteShell shell = null;
        try {
            ChannelShell channel = link.session().createShellChannel();
            channel.setPtyType(terminal.type());
            channel.setPtyColumns(terminal.columns());
            channel.setPtyLines(terminal.rows());
            shell = begin(machine, link, channel, call);
            return shell;
        } catch (IOException | IllegalStateException failed) {
            throw Refusals.broken(machine, Certainty.AMBIGUOUS, failed);
        } finally {
            if (shell == null) {
                link.close();
            }
        }
    }

    private static RemoteShell begin(Machine machine, Link link, ChannelShell channel, Call call) throws IOException {
        OpenFuture opened = channel.open();
        boolean well = false;
        try {
            well = Waits.done(opened, OPEN, call, Certainty.AMBIGUOUS) && opened.isOpened();
            if (!well) {
                throw CloudException.rejected(Reason.UNAVAILABLE, machine + " opens no terminal now")
                        .code("NO_TERMINAL")
                        .build();
            }
            return new RemoteShell(machine, link, channel);
        } finally {
            if (!well) {
                channel.close(true);
            }
        }
    }

    @Override
    public OutputStream input() {
        return channel.getInvertedIn();
    }

    @Override
    public InputStream output() {
        return channel.getInvertedOut();
    }

    @Override
    public void resize(Terminal terminal) {
        try {
            channel.sendWindowChange(terminal.columns(), terminal.rows());
        } catch (IOException failed) {
            throw Refusals.broken(machine, Certainty.AMBIGUOUS, failed);
        }
    }

    @Override
    public int waitFor(Call call) {
        try (Registration registration = call.onCancel(() -> channel.close(true))) {
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), call.remaining());
            Integer status = channel.getExitStatus();
            if (status != null) {
                return status;
            }
            call.check();
            if (!events.contains(ClientChannelEvent.CLOSED)) {
                throw call.over(Certainty.AMBIGUOUS);
            }
            throw Refusals.broken(
                    machine, Certainty.AMBIGUOUS, new IOException("the shell ended without an exit code"));
        }
    }

    @Override
    public void close() {
        channel.close(true);
        link.close();
    }
}
