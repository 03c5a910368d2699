package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.spi.Call;
import io.shiyun.wire.BodyReader;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * One service in one region, asked within one call. A request whose token is refused is sent once more with a new one: a 401
 * means that nothing was done.
 */
final class Api {
    private final Desk desk;
    private final ServiceType service;
    private final Region region;
    private final Call call;

    Api(Desk desk, ServiceType service, Region region, Call call) {
        this.desk = desk;
        this.service = service;
        this.region = region;
        this.call = call;
    }

    Region region() {
        return region;
    }

    /** Returns what is there. */
    Json get(Path path) {
        return ok(send("GET", path)).json();
    }

    /** Returns what is there, or nothing for 404. */
    Optional<Json> find(Path path) {
        Reply reply = send("GET", path);
        return reply.status() == 404 ? Optional.empty() : Optional.of(ok(reply).json());
    }

    /** Makes or changes something. */
    Reply post(Path path, JsonWriter body) {
        return ok(send("POST", path, body, request -> request));
    }

    /** Asks by POST, which changes nothing. */
    Json ask(Path path, JsonWriter body) {
        return ok(send("POST", path, body, Request::reading)).json();
    }

    /** Changes something. */
    Reply put(Path path, JsonWriter body) {
        return ok(send("PUT", path, body, request -> request));
    }

    /** Deletes; false when it was gone already. */
    boolean delete(Path path) {
        Reply reply = send("DELETE", path);
        if (reply.status() == 404) {
            return false;
        }
        ok(reply);
        return true;
    }

    /** Sends a request without a body; the reply may be a refusal. */
    Reply send(String method, Path path) {
        return twice(login -> desk.http().send(request(login, method, path), call));
    }

    /** Sends a request with a body; the reply may be a refusal. */
    Reply send(String method, Path path, JsonWriter body, UnaryOperator<Request> change) {
        byte[] bytes = body.toBytes();
        return twice(login ->
                desk.http().send(change.apply(request(login, method, path).body("application/json", bytes)), call));
    }

    /** Hands the body of a list over as it comes. */
    <T> T stream(Path path, BodyReader<T> reader) {
        for (int attempt = 0; ; attempt++) {
            Login login = desk.login(call);
            AtomicBoolean refused = new AtomicBoolean();
            try {
                return desk.http().stream(
                        request(login, "GET", path),
                        call,
                        reply -> {
                            refused.set(reply.status() == 401);
                            return Errors.markerGone(reply) ? MarkerGone.of(reply) : Errors.refused(reply);
                        },
                        reader);
            } catch (CloudException e) {
                if (!refused.get() || attempt > 0) {
                    throw e;
                }
                desk.refuse(login);
            }
        }
    }

    /** Returns the microversion that both sides know; asks Nova for it once a session. */
    Microversion version() {
        return version(desk.login(call));
    }

    /** Returns the reply, or throws what it refuses with. */
    static Reply ok(Reply reply) {
        if (!reply.ok()) {
            throw Errors.refused(reply);
        }
        return reply;
    }

    private interface Attempt {
        Reply with(Login login);
    }

    private Reply twice(Attempt attempt) {
        Login login = desk.login(call);
        Reply reply = attempt.with(login);
        if (reply.status() == 401) {
            desk.refuse(login);
            reply = attempt.with(desk.login(call));
        }
        return reply;
    }

    private Request request(Login login, String method, Path path) {
        Request request = plain(login, method, base(login) + path);
        if (service == ServiceType.COMPUTE) {
            String version = version(login).toString();
            return request.header("OpenStack-API-Version", "compute " + version)
                    .header("X-OpenStack-Nova-API-Version", version);
        }
        return service == ServiceType.CLUSTER
                ? request.header("OpenStack-API-Version", "container-infra latest")
                : request;
    }

    private static Request plain(Login login, String method, String uri) {
        return Request.of(method, URI.create(uri))
                .header("Accept", "application/json")
                .header("X-Auth-Token", login.token().reveal());
    }

    private String base(Login login) {
        Catalogue catalogue = login.catalogue();
        String url = catalogue.url(service, region.name()).orElseThrow(() -> absent(catalogue));
        return service.base(desk.guard().check(url, "the catalogue").toString());
    }

    private CloudException absent(Catalogue catalogue) {
        if (!catalogue.regions().contains(region.name())) {
            return CloudException.notSent(
                            Reason.INVALID,
                            "the catalogue has no region '" + region.name() + "' for the interface '"
                                    + desk.options().catalogueInterface() + "'; it has " + catalogue.regions()
                                    + "; check the settings 'region' and 'interface'")
                    .scope(Scope.REGION)
                    .build();
        }
        return CloudException.notSent(
                        Reason.UNSUPPORTED,
                        "the catalogue has no service '" + service.names().get(0) + "' in the region '" + region.name()
                                + "'; it has " + catalogue.types())
                .scope(Scope.REGION)
                .build();
    }

    private Microversion version(Login login) {
        String base = base(login);
        return desk.microversion(base).orElseGet(() -> {
            Microversion agreed = negotiate(base);
            desk.microversion(base, agreed);
            return agreed;
        });
    }

    /** The description of a version stands at its root, whatever project the catalogue puts behind it. */
    private Microversion negotiate(String base) {
        String root = base.replaceFirst("(/v2(\\.[0-9])?)(/.*)?$", "$1/");
        Reply reply = ok(twice(same -> desk.http().send(plain(same, "GET", root), call)));
        Json described = reply.json().at("version");
        Microversion newest = Microversion.parse(described.text("version", "")).orElse(Microversion.OLDEST);
        Microversion oldest =
                Microversion.parse(described.text("min_version", "")).orElse(Microversion.OLDEST);
        Microversion wanted = desk.options().computeVersion().orElse(Microversion.NEWEST);
        boolean chosen = desk.options().computeVersion().isPresent();
        if (wanted.compareTo(oldest) < 0 || (chosen && wanted.compareTo(newest) > 0)) {
            throw CloudException.notSent(
                            Reason.UNSUPPORTED,
                            "Nova knows the microversions " + oldest + " to " + newest + ", not " + wanted
                                    + (chosen ? "; change the setting 'compute-api-version' or leave it out" : ""))
                    .scope(Scope.REGION)
                    .build();
        }
        return wanted.compareTo(newest) > 0 ? newest : wanted;
    }
}
