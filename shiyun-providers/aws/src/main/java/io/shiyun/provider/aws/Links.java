package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.wire.AwsKeys;
import io.shiyun.wire.Credential;
import io.shiyun.wire.CredentialLink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where credentials may be: the settings, the environment, a profile, a web identity, and the machine's metadata where it is asked for. */
final class Links {
    private static final int DEEPEST = 5;

    private final AwsSettings settings;
    private final Roles roles;

    private Links(AwsSettings settings, Sender sender) {
        this.settings = settings;
        this.roles = new Roles(settings, sender);
    }

    static List<CredentialLink<AwsKeys>> of(AwsSettings settings, Sender sender) {
        Links links = new Links(settings, sender);
        String profile = settings.text("profile").orElse("default");
        List<CredentialLink<AwsKeys>> all = new ArrayList<>(List.of(
                CredentialLink.of("the settings access-key-id and secret-access-key", call -> links.explicit()),
                CredentialLink.of(
                        "the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", call -> links.environment()),
                CredentialLink.of("the profile " + profile, call -> links.profile(profile, 0, call)),
                CredentialLink.of("the web identity of AWS_WEB_IDENTITY_TOKEN_FILE", links::webIdentity)));
        if (settings.flag("instance-metadata")) {
            InstanceMetadata metadata = new InstanceMetadata(settings, sender.http());
            all.add(CredentialLink.of("the instance's metadata service", metadata::find));
        }
        return List.copyOf(all);
    }

    private Optional<Credential<AwsKeys>> explicit() {
        Optional<String> id = settings.text("access-key-id");
        Optional<Secret> secret = settings.secret("secret-access-key");
        return keys(id, secret, settings.secret("session-token"), "the settings");
    }

    private Optional<Credential<AwsKeys>> environment() {
        return keys(
                settings.variable("AWS_ACCESS_KEY_ID"),
                settings.variable("AWS_SECRET_ACCESS_KEY").map(Secret::of),
                settings.variable("AWS_SESSION_TOKEN").map(Secret::of),
                "the environment");
    }

    /** A profile has keys, or a role with a profile that assumes it, or a role with a web identity. */
    private Optional<Credential<AwsKeys>> profile(String name, int depth, Call call) {
        Map<String, String> values = ProfileFiles.profile(settings, name);
        if (values.isEmpty()) {
            if (settings.text("profile").isPresent() || depth > 0) {
                throw wrong("there is no profile '" + name + "' in the files of AWS");
            }
            return Optional.empty();
        }
        Optional<String> role = Optional.ofNullable(values.get("role_arn"));
        String token = values.get("web_identity_token_file");
        if (role.isPresent() && token != null) {
            return Optional.of(web(role.get(), values.getOrDefault("role_session_name", roles.session()), token, call));
        }
        String source = values.get("source_profile");
        if (role.isPresent() && source != null) {
            if (depth >= DEEPEST) {
                throw wrong("the profile '" + name + "' leads from profile to profile without an end");
            }
            Optional<Credential<AwsKeys>> base =
                    source.equals(name) ? plain(values, name) : profile(source, depth + 1, call);
            return base.map(
                    found -> roles.assume(found, role.get(), Optional.ofNullable(values.get("external_id")), call));
        }
        return plain(values, name);
    }

    private static Optional<Credential<AwsKeys>> plain(Map<String, String> values, String name) {
        return keys(
                Optional.ofNullable(values.get("aws_access_key_id")),
                Optional.ofNullable(values.get("aws_secret_access_key")).map(Secret::of),
                Optional.ofNullable(values.get("aws_session_token")).map(Secret::of),
                "the profile " + name);
    }

    private Optional<Credential<AwsKeys>> webIdentity(Call call) {
        Optional<String> file = settings.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        Optional<String> role = settings.variable("AWS_ROLE_ARN");
        if (file.isEmpty() || role.isEmpty()) {
            return Optional.empty();
        }
        String session = settings.variable("AWS_ROLE_SESSION_NAME").orElse(roles.session());
        return Optional.of(web(role.get(), session, file.get(), call));
    }

    private Credential<AwsKeys> web(String role, String session, String file, Call call) {
        String token = ProfileFiles.read(Path.of(file)).strip();
        return roles.web(role, session, token, "the role " + role + " by the web identity in " + file, call);
    }

    private static Optional<Credential<AwsKeys>> keys(
            Optional<String> id, Optional<Secret> secret, Optional<Secret> token, String source) {
        if (id.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || secret.isEmpty()) {
            throw wrong(
                    source + " has " + (id.isEmpty() ? "a secret key without its id" : "a key id without its secret"));
        }
        return Optional.of(Credential.lasting(new AwsKeys(id.get(), secret.get(), token), source));
    }

    private static CloudException wrong(String message) {
        return CloudException.notSent(Reason.UNAUTHENTICATED, message)
                .scope(Scope.ACCOUNT)
                .build();
    }
}
