package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.wire.AwsKeys;
import io.shiyun.wire.Credential;
import io.shiyun.wire.CredentialChain;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Renewed;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import io.shiyun.wire.Source;
import io.shiyun.wire.Xml;
import io.shiyun.wire.XmlItems;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks the services of AWS in their four protocols, with the credentials of the session. When an answer says that the credentials have
 * ended, they are fetched anew and the request, which was refused, is sent once more. Thread-safe.
 */
final class AwsClient implements AutoCloseable {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final List<String> READING = List.of("Get", "List", "Describe", "BatchGet");

    /** Codes that say that the credentials are not, or no longer, valid. */
    private static final Set<String> ENDED = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure");

    private final Sender sender;
    private final Renewed<AwsKeys> keys;

    AwsClient(AwsSettings settings) {
        this.sender = new Sender(settings);
        CredentialChain<AwsKeys> chain = new CredentialChain<>(settings.config(), Links.of(settings, sender));
        Roles roles = new Roles(settings, sender);
        this.keys = new Renewed<>(settings.config(), EARLY, call -> roles.assumed(chain.find(call), call));
    }

    /** Asks EC2. */
    Xml ec2(Region region, Form form, Call call) {
        return send(Service.EC2, region.name(), form::request, call).xml();
    }

    /** Asks EC2 for a list, handing each item over as it comes; answers the rest of the document. */
    Xml ec2Items(Region region, Form form, String path, Consumer<Xml> each, Call call) {
        return exchange(
                Service.EC2,
                region.name(),
                form::request,
                call,
                (signed, refused) -> sender.http().stream(
                        signed,
                        call,
                        refused,
                        (head, body) -> XmlItems.each(
                                body, new Source(signed.toString(), signed.doubt(), head.requestId()), path, each)));
    }

    /** Asks a service that takes forms; answers the element of the result. */
    Xml query(Service service, Region region, Form form, Call call) {
        Xml root = send(service, region.name(), form::request, call).xml();
        return root.children().stream()
                .filter(child -> child.name().endsWith("Result"))
                .findFirst()
                .orElse(root);
    }

    /** Asks a service that takes JSON, version 1.1. */
    Json json(Service service, Region region, String operation, JsonWriter body, Call call) {
        byte[] bytes = body.toBytes();
        return send(service, region.name(), endpoint -> target(service, operation, endpoint, bytes), call)
                .json();
    }

    static Request target(Service service, String operation, URI endpoint, byte[] body) {
        return target(service.version() + "." + operation, operation, endpoint, body);
    }

    static Request target(String target, String operation, URI endpoint, byte[] body) {
        Request request = Request.of("POST", endpoint.getRawPath().isEmpty() ? endpoint.resolve("/") : endpoint)
                .body("application/x-amz-json-1.1", body)
                .header("X-Amz-Target", target);
        return READING.stream().anyMatch(operation::startsWith) ? request.reading() : request;
    }

    /** Asks a service that has paths and JSON bodies. */
    Json rest(Service service, Region region, Rest rest, Call call) {
        return send(service, region.name(), rest::request, call).json();
    }

    /** Returns an address that whoever has it may read for this long, with a header to be sent along. */
    Presigned presign(
            Service service, Region region, Rest rest, String header, String value, Duration valid, Call call) {
        AwsKeys held = keys.value(call);
        Endpoints.Endpoint endpoint = sender.endpoints().of(service, region.name());
        Request request = rest.request(endpoint.uri()).header(header, value);
        Instant now = sender.now();
        return new Presigned(sender.signer(held, endpoint.region(), service).presign(request, now, valid), now);
    }

    /** A signed address and when it was signed; it is a secret while it is valid. */
    record Presigned(URI uri, Instant at) {
        @Override
        public String toString() {
            return "Presigned[" + at + "]";
        }
    }

    private interface Building {
        Request at(URI endpoint);
    }

    private Reply send(Service service, String region, Building building, Call call) {
        return exchange(service, region, building, call, (signed, refused) -> sender.whole(signed, refused, call));
    }

    private <T> T exchange(Service service, String region, Building building, Call call, Sender.Exchange<T> exchange) {
        Endpoints.Endpoint endpoint = sender.endpoints().of(service, region);
        Request request = building.at(endpoint.uri());
        call.check();
        AwsKeys used = keys.value(call);
        try {
            return sender.exchange(service, endpoint.region(), request, Optional.of(used), exchange);
        } catch (CloudException refusal) {
            Optional<AwsKeys> others = ENDED.contains(refusal.problem().code()) ? others(used, call) : Optional.empty();
            if (others.isEmpty()) {
                throw refusal;
            }
            return sender.exchange(service, endpoint.region(), request, others, exchange);
        }
    }

    /** Fetches the credentials anew; nothing when they are the same again or none are found. */
    private Optional<AwsKeys> others(AwsKeys refused, Call call) {
        keys.refuse(refused);
        try {
            return Optional.of(keys.get(call)).map(Credential::value).filter(found -> !found.equals(refused));
        } catch (CloudException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
