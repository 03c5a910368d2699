package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import io.shiyun.wire.Credential;
import io.shiyun.wire.Http;
import io.shiyun.wire.Json;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Signs in: one request to Keystone v3 for a token of one project, with the catalogue of its services. */
final class Keystone {
    private final CloudConfig config;
    private final Options options;
    private final Http http;

    Keystone(CloudConfig config, Options options, Http http) {
        this.config = config;
        this.options = options;
        this.http = http;
    }

    Credential<Login> signIn(Call call) {
        URI uri = URI.create(options.authUrl() + "/auth/tokens");
        // It makes nothing but a token that nobody misses, so a lost reply leaves nothing in doubt.
        Request request = Request.json("POST", uri, Credentials.request(config))
                .header("Accept", "application/json")
                .reading();
        Reply reply = http.send(request, call);
        if (reply.status() == 401) {
            throw refused(reply);
        }
        if (reply.status() == 404 || reply.status() == 300) {
            throw CloudException.rejected(
                            Reason.INVALID,
                            "no Keystone v3 answers at " + uri.getHost() + "; check the setting 'auth-url'")
                    .scope(Scope.CLOUD)
                    .code("HTTP " + reply.status())
                    .build();
        }
        if (!reply.ok()) {
            throw Errors.refused(reply);
        }
        return read(reply);
    }

    private Credential<Login> read(Reply reply) {
        Json token = reply.json().at("token");
        String id =
                reply.header("x-subject-token").filter(text -> !text.isBlank()).orElse("");
        if (id.isEmpty() || !token.isObject()) {
            throw token.wrong("a token with its header X-Subject-Token");
        }
        Catalogue catalogue = Catalogue.read(token.at("catalog"), options.catalogueInterface());
        Login login = new Login(Secret.of(id), token.text("project.id", ""), catalogue);
        String source = Credentials.source(config);
        return expiry(token)
                .map(end -> Credential.until(login, source, end))
                .orElseGet(() -> Credential.lasting(login, source));
    }

    /** By how long it lives from now on: Keystone's clock may differ from ours. */
    private Optional<Instant> expiry(Json token) {
        Optional<Instant> end = token.instant("expires_at");
        Optional<Instant> issued = token.instant("issued_at");
        if (end.isPresent() && issued.isPresent()) {
            Duration life = Duration.between(issued.get(), end.get());
            return Optional.of(config.clock().instant().plus(life));
        }
        return end;
    }

    private CloudException refused(Reply reply) {
        String what = config.get("token").isPresent()
                ? "the setting 'token', which may have expired, and the project"
                : "user, password, domains and the project, in which the user needs a role";
        if (Credentials.source(config).startsWith("an application")) {
            what = "id and secret of the application credential, which may have expired";
        }
        return CloudException.rejected(Reason.UNAUTHENTICATED, "Keystone gave no token: check " + what)
                .scope(Scope.ACCOUNT)
                .code("Unauthorized")
                .requestId(reply.requestId())
                .build();
    }
}
