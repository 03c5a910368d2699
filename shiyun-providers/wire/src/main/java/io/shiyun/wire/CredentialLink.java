package io.shiyun.wire;

import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import java.util.Optional;
import java.util.function.Function;

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

    /**
     * Returns a link that looks by this function only where a setting is {@code true}: for what must be asked for on purpose, as the
     * metadata service of an instance, whose answers are somebody else's account when this runs where nobody expects.
     */
    static <C> CredentialLink<C> onlyIf(
            CloudConfig config, String setting, String name, Function<Call, Optional<Credential<C>>> look) {
        if (config.get(setting).filter("true"::equals).isPresent()) {
            return of(name, look);
        }
        return of(name + " (off; on by the setting '" + setting + "')", call -> Optional.empty());
    }

    /** Returns a link that looks by this function. */
    static <C> CredentialLink<C> of(String name, Function<Call, Optional<Credential<C>>> look) {
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
