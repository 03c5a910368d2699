package io.shiyun.wire;

import io.shiyun.model.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@link SigV4} signs with. The text form shows no secret.
 *
 * @param accessKeyId the name of the key
 * @param secretKey the key
 * @param sessionToken what goes along with keys that end
 */
public record AwsKeys(String accessKeyId, Secret secretKey, Optional<Secret> sessionToken) {
    public AwsKeys {
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(sessionToken, "sessionToken");
    }

    /** Returns keys that do not end. */
    public static AwsKeys of(String accessKeyId, String secretKey) {
        return new AwsKeys(accessKeyId, Secret.of(secretKey), Optional.empty());
    }
}
