package io.shiyun.provider.aws;

import io.shiyun.model.ClusterId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * What opens a cluster of EKS: its address and authority, and a token that is a signed request to ask who one is, which the cluster sends to
 * STS. EKS takes it for 15 minutes after it was signed, whatever the request itself says (aws-iam-authenticator, "API Authorization from
 * Outside a Cluster").
 */
final class KubeAccess {
    private static final String PREFIX = "k8s-aws-v1.";
    private static final Duration TAKEN = Duration.ofMinutes(14);
    private static final Duration VALID = Duration.ofSeconds(60);

    private final AwsClient aws;
    private final Eks eks;

    KubeAccess(AwsClient aws, Eks eks) {
        this.aws = aws;
        this.eks = eks;
    }

    Kubeconfig kubeconfig(ClusterId id, Call call) {
        Json cluster = eks.cluster(id, call);
        AwsClient.Presigned signed = presigned(id, call);
        String yaml = """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %1$s
                current-context: %1$s
                users:
                - name: %1$s
                  user:
                    token: %4$s
                """.formatted(
                        id.value(), cluster.text("endpoint"), cluster.text("certificateAuthority.data"), token(signed));
        return Kubeconfig.builder(Secret.of(yaml))
                .expires(signed.at().plus(TAKEN))
                .build();
    }

    private AwsClient.Presigned presigned(ClusterId id, Call call) {
        Rest ask = Rest.of("GET").query("Action", "GetCallerIdentity").query("Version", Service.STS.version());
        return aws.presign(Service.STS, id.region(), ask, "x-k8s-aws-id", id.value(), VALID, call);
    }

    static String token(AwsClient.Presigned signed) {
        byte[] address = signed.uri().toString().getBytes(StandardCharsets.UTF_8);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(address);
    }
}
