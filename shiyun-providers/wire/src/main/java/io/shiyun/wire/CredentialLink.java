package io.shiyun.wire;

import io.shiyun.spi.Call;
import java.util.Optional;

/**
 * One place where a secret may be.
 *
 * @param <C> what the provider signs with
 */
public interface CredentialLink<C> {
    /** Returns what it is and where it looks, such as {@code environment AWS_ACCESS_KEY_ID}; never a secret. */
    String name();

    /**
     * Looks.
     *
     * @return the secret, or nothing where this link has none, so that the next is asked
     * @throws io.shiyun.model.CloudException when there is one that cannot be right; no further link is asked, since what somebody set on
     *     purpose must not be replaced by another account
     */
    Optional<Credential<C>> find(Call call);

    /** Returns a link that looks by this function. */
    static <C> CredentialLink<C> of(String name, java.util.function.Function<Call, Optional<Credential<C>>> look) {
        return new CredentialLink<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Credential<C>> find(Call call) {
                return look.apply(call);
            }
        };
    }
}
