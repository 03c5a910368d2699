package io.shiyun.wire;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Looks for a secret link by link; the first that has one supplies it. The usual order is: explicit settings, environment, profile file,
 * workload identity, and the instance's metadata service only where a setting asks for it. Which link it was is told once, as
 * an event, and again when it changes. Thread-safe.
 *
 * @param <C> what the provider signs with
 */
public final class CredentialChain<C> {
    private final CloudConfig config;
    private final List<CredentialLink<C>> links;
    private final AtomicReference<String> told = new AtomicReference<>("");

    /** A chain of these links, in this order. */
    public CredentialChain(CloudConfig config, List<CredentialLink<C>> links) {
        this.config = config;
        this.links = List.copyOf(links);
    }

    /**
     * Looks from the first link on.
     *
     * @throws CloudException UNAUTHENTICATED, NOT_SENT, when no link has a secret, naming all of them
     */
    public Credential<C> find(Call call) {
        for (CredentialLink<C> link : links) {
            Optional<Credential<C>> found = link.find(call);
            if (found.isPresent()) {
                tell(found.get().source());
                return found.get();
            }
        }
        throw CloudException.notSent(
                        Reason.UNAUTHENTICATED,
                        "cloud '" + config.cloud() + "' has no credentials; looked at: "
                                + links.stream().map(CredentialLink::name).collect(Collectors.joining("; ")))
                .scope(Scope.ACCOUNT)
                .code("NoCredentials")
                .build();
    }

    private void tell(String source) {
        if (!source.equals(told.getAndSet(source))) {
            config.events()
                    .accept(new CloudEvent(
                            config.cloud(), CloudEventKind.CREDENTIAL_SOURCE, "credentials come from " + source));
        }
    }
}
