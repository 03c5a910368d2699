package io.shiyun.provider.ssh;

import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/** The check of one connection's host key: for which machine it is, and what came of it. */
final class HostKeyCheck {
    static final AttributeKey<HostKeyCheck> KEY = new AttributeKey<>();

    private final Machine machine;
    private volatile HostKeys.@Nullable Refusal refusal;

    HostKeyCheck(Machine machine) {
        this.machine = machine;
    }

    Optional<HostKeys.Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Has every connection of the client checked; one that is for no known machine is refused. */
    static void on(SshClient client, HostKeys keys) {
        client.setServerKeyVerifier((session, address, shown) -> verify(session, shown, keys));
        client.addSessionListener(new SessionListener() {
            @Override
            public void sessionEstablished(Session session) {
                preferKnown(session, keys);
            }
        });
    }

    private static boolean verify(ClientSession session, PublicKey shown, HostKeys keys) {
        HostKeyCheck check = of(session);
        if (check == null) {
            return false;
        }
        Optional<HostKeys.Refusal> refusal = keys.refusal(check.machine, shown);
        check.refusal = refusal.orElse(null);
        return refusal.isEmpty();
    }

    /** Asks first for the kinds of keys that are known of the machine, as OpenSSH does; it may have others too. */
    private static void preferKnown(Session session, HostKeys keys) {
        HostKeyCheck check = of(session);
        if (check == null) {
            return;
        }
        List<String> kinds;
        try {
            kinds = keys.of(check.machine).kinds();
        } catch (IOException unreadable) {
            return; // The check itself says so.
        }
        List<NamedFactory<Signature>> first = new ArrayList<>();
        List<NamedFactory<Signature>> rest = new ArrayList<>();
        for (NamedFactory<Signature> factory : session.getSignatureFactories()) {
            (kinds.contains(KeyUtils.getCanonicalKeyType(factory.getName())) ? first : rest).add(factory);
        }
        if (!first.isEmpty()) {
            first.addAll(rest);
            session.setSignatureFactories(first);
        }
    }

    private static @Nullable HostKeyCheck of(Session session) {
        Object context = session.getIoSession().getAttribute(AttributeRepository.class);
        return context instanceof AttributeRepository attributes ? attributes.getAttribute(KEY) : null;
    }
}
