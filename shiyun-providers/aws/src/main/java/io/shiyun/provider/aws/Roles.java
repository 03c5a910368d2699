package io.shiyun.provider.aws;

import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.wire.AwsKeys;
import io.shiyun.wire.Credential;
import io.shiyun.wire.Xml;
import java.util.Optional;

/** Credentials of roles, from the Security Token Service. */
final class Roles {
    private final AwsSettings settings;
    private final Sender sender;

    Roles(AwsSettings settings, Sender sender) {
        this.settings = settings;
        this.sender = sender;
    }

    /** Returns those of the role that the settings name, or what was found when they name none. */
    Credential<AwsKeys> assumed(Credential<AwsKeys> found, Call call) {
        Optional<String> role = settings.text("role-arn");
        return role.isEmpty()
                ? found
                : assume(found, role.get(), settings.secret("external-id").map(Secret::reveal), call);
    }

    /** Assumes a role with these credentials. */
    Credential<AwsKeys> assume(Credential<AwsKeys> with, String role, Optional<String> externalId, Call call) {
        Form form = Form.query(Service.STS, "AssumeRole")
                .put("RoleArn", role)
                .put("RoleSessionName", session())
                .put("ExternalId", externalId);
        return credential(form, Optional.of(with.value()), "the role " + role + " by " + with.source(), call);
    }

    /** Assumes a role with the token of a web identity, which needs no other credential. */
    Credential<AwsKeys> web(String role, String session, String token, String source, Call call) {
        Form form = Form.query(Service.STS, "AssumeRoleWithWebIdentity")
                .put("RoleArn", role)
                .put("RoleSessionName", session)
                .put("WebIdentityToken", token);
        return credential(form, Optional.empty(), source, call);
    }

    String session() {
        return settings.text("role-session-name").orElse("shiyun");
    }

    private Credential<AwsKeys> credential(Form form, Optional<AwsKeys> keys, String source, Call call) {
        String region = settings.regions().get(0).name();
        Endpoints.Endpoint endpoint = sender.endpoints().of(Service.STS, region);
        // It makes nothing that stays, so nothing is in doubt when no answer comes.
        Xml root = sender.send(
                        Service.STS,
                        endpoint.region(),
                        form.request(endpoint.uri()).reading(),
                        keys,
                        call)
                .xml();
        Xml made = root.children().stream()
                .filter(child -> child.name().endsWith("Result"))
                .findFirst()
                .orElse(root)
                .at("Credentials");
        AwsKeys fresh = new AwsKeys(
                made.text("AccessKeyId"),
                Secret.of(made.text("SecretAccessKey")),
                Optional.of(Secret.of(made.text("SessionToken"))));
        return new Credential<>(fresh, source, made.instant("Expiration"));
    }
}
