package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections: through the machines on the way, with the host key checked, logged in. Thread-safe. */
final class Dialer {
    private static final int DEEPEST = 8;
    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

    private final SshOptions options;
    private final Inventory inventory;
    private final Links links;
    private final LoginKeys keys;
    private final SshClient client;

    Dialer(SshOptions options, Inventory inventory, Links links) {
        this.options = options;
        this.inventory = inventory;
        this.links = links;
        this.keys = new LoginKeys(options.login());
        this.client = ClientBuilder.builder().build();
        HostKeyCheck.on(client, new HostKeys(options.knownHosts()));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        options.login().agent().ifPresent(socket -> client.setAgentFactory(Agent.at(socket)));
        Duration keepAlive = options.limits().keepAlive();
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, keepAlive);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO_WORKERS.set(client, 2);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        client.start();
    }

    SshClient client() {
        return client;
    }

    ClientSession open(Machine machine, Call call) {
        if (way(machine).isEmpty()) {
            return logIn(machine, address(machine), call);
        }
        refuseCircle(machine);
        Machine last = hop(machine);
        Link through = links.to(last, call);
        ClientSession session = null;
        try {
            ExplicitPortForwardingTracker tunnel = through.session()
                    .createLocalPortForwardingTracker(
                            new SshdSocketAddress("127.0.0.1", 0),
                            new SshdSocketAddress(machine.address(), machine.port()));
            try {
                session = logIn(machine, tunnel.getBoundAddress().toInetSocketAddress(), call);
                session.addCloseFutureListener(closed -> end(tunnel, through));
                return session;
            } finally {
                if (session == null) {
                    end(tunnel, through);
                }
            }
        } catch (IOException | IllegalStateException failed) {
            through.close();
            throw Refusals.unreachable(machine, "not through " + last + ": " + failed.getMessage(), failed);
        }
    }

    private static void end(ExplicitPortForwardingTracker tunnel, Link through) {
        try {
            tunnel.close();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a tunnel did not close: {}", gone.toString());
        } finally {
            through.close();
        }
    }

    /** The machines on the way to it; one that is itself on the usual way is reached from the one before. */
    private static List<String> way(Machine machine) {
        List<String> jumps = machine.jumps();
        int itself = jumps.indexOf(machine.name());
        return itself < 0 ? jumps : jumps.subList(0, itself);
    }

    private void refuseCircle(Machine machine) {
        Machine at = machine;
        for (int i = 0; !way(at).isEmpty(); i++) {
            if (i == DEEPEST) {
                throw Problems.invalid("the way to " + machine + " goes through more than " + DEEPEST
                        + " machines, or in a circle; look at 'jump' of the machines on it");
            }
            at = hop(at);
        }
    }

    /** The last machine on the way: one of the inventory, or one that is told by its address alone. */
    private Machine hop(Machine machine) {
        List<String> way = way(machine);
        String word = way.get(way.size() - 1);
        List<String> before = way.subList(0, way.size() - 1);
        Optional<Machine> known = inventory.find(word);
        if (known.isPresent()) {
            Machine named = known.get();
            return named.with(named.password(), before.isEmpty() ? named.jumps() : before);
        }
        Address at;
        try {
            at = Address.parse(word);
        } catch (IllegalArgumentException wrong) {
            throw Problems.invalid("the way to " + machine + ": " + wrong.getMessage());
        }
        return Machine.at(
                word,
                at.address(),
                at.port().orElse(22),
                at.user().orElse(options.login().user()),
                before);
    }

    private static InetSocketAddress address(Machine machine) {
        InetSocketAddress address = new InetSocketAddress(machine.address(), machine.port());
        if (address.isUnresolved()) {
            throw Refusals.unreachable(
                    machine, "the name " + machine.address() + " leads to no address", new IOException("unknown host"));
        }
        return address;
    }

    private ClientSession logIn(Machine machine, InetSocketAddress address, Call call) {
        Optional<Secret> password = machine.password().or(() -> options.login().password());
        List<KeyPair> pairs = keys.of(machine);
        if (pairs.isEmpty() && password.isEmpty() && options.login().agent().isEmpty()) {
            throw Problems.invalid("nothing logs in to " + machine
                    + ": set 'key-file', 'key', 'agent-socket' or 'password', or say it for the machine");
        }
        HostKeyCheck check = new HostKeyCheck(machine);
        Duration most = options.limits().connect();
        ClientSession session = connect(machine, address, check, most, call);
        boolean in = false;
        try {
            pairs.forEach(session::addPublicKeyIdentity);
            password.ifPresent(secret -> session.addPasswordIdentity(secret.reveal()));
            AuthFuture auth = session.auth();
            if (!Waits.done(auth, most, call, Certainty.NOT_SENT)) {
                throw Refusals.unreachable(machine, "it did not let in within " + most, new IOException("timeout"));
            }
            if (!auth.isSuccess()) {
                throw refusal(machine, check, auth.getException(), !pairs.isEmpty(), password.isPresent());
            }
            in = true;
            return session;
        } catch (IOException failed) {
            throw refusal(machine, check, failed, !pairs.isEmpty(), password.isPresent());
        } finally {
            if (!in) {
                session.close(true);
            }
        }
    }

    private CloudException refusal(
            Machine machine, HostKeyCheck check, Throwable failed, boolean keyGiven, boolean passwordGiven) {
        return check.refusal()
                .map(Refusals::hostKey)
                .orElseGet(() -> Refusals.login(
                        machine,
                        failed,
                        keyGiven,
                        passwordGiven,
                        options.login().agent().isPresent()));
    }

    private ClientSession connect(
            Machine machine, InetSocketAddress address, HostKeyCheck check, Duration most, Call call) {
        try {
            AttributeRepository context = AttributeRepository.ofKeyValuePair(HostKeyCheck.KEY, check);
            ConnectFuture future = client.connect(machine.user(), address, context, null);
            boolean done = false;
            try {
                done = Waits.done(future, most, call, Certainty.NOT_SENT);
            } finally {
                if (!done) {
                    future.cancel();
                    future.addListener(late -> {
                        ClientSession session = late.isConnected() ? late.getClientSession() : null;
                        if (session != null) {
                            session.close(true);
                        }
                    });
                }
            }
            if (!done) {
                throw Refusals.unreachable(machine, "it did not answer within " + most, new IOException("timeout"));
            }
            if (!future.isConnected()) {
                Throwable why = future.getException();
                throw Refusals.unreachable(machine, String.valueOf(why == null ? "" : why.getMessage()), why);
            }
            return future.getClientSession();
        } catch (IOException failed) {
            throw Refusals.unreachable(machine, String.valueOf(failed.getMessage()), failed);
        }
    }
}
