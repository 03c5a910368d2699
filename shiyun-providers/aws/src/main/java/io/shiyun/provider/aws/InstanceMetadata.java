package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.wire.AwsKeys;
import io.shiyun.wire.Credential;
import io.shiyun.wire.Http;
import io.shiyun.wire.Json;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.net.URI;
import java.util.Optional;

/**
 * Credentials of the role of the machine this runs on, from its metadata service, version 2 alone (EC2 User Guide, "Use the Instance
 * Metadata Service"). Asked only where a setting says so.
 */
final class InstanceMetadata {
    private static final String ROLE = "/latest/meta-data/iam/security-credentials/";

    private final String base;
    private final Http http;

    InstanceMetadata(AwsSettings settings, Http http) {
        this.base = settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse("http://169.254.169.254");
        this.http = http;
    }

    Optional<Credential<AwsKeys>> find(Call call) {
        Request ask = Request.of("PUT", URI.create(base + "/latest/api/token"))
                .header("X-aws-ec2-metadata-token-ttl-seconds", "300")
                .reading();
        Reply token = http.send(ask, call);
        if (!token.ok()) {
            return Optional.empty();
        }
        Reply role = get(ROLE, token.text(), call);
        if (!role.ok() || role.text().isBlank()) {
            return Optional.empty();
        }
        String name = role.text().strip().lines().findFirst().orElse("");
        Reply keys = get(ROLE + Form.encoded(name), token.text(), call);
        if (!keys.ok()) {
            throw CloudException.notSent(
                            Reason.UNAUTHENTICATED, "the metadata service has no credentials of the role " + name)
                    .build();
        }
        Json found = keys.json();
        AwsKeys fresh = new AwsKeys(
                found.text("AccessKeyId"),
                Secret.of(found.text("SecretAccessKey")),
                found.optional("Token").map(Secret::of));
        return Optional.of(new Credential<>(fresh, "the instance's role " + name, found.instant("Expiration")));
    }

    private Reply get(String path, String token, Call call) {
        return http.send(Request.get(URI.create(base + path)).header("X-aws-ec2-metadata-token", token.strip()), call);
    }
}
