package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.spi.Call;
import io.shiyun.wire.AwsKeys;
import io.shiyun.wire.Http;
import io.shiyun.wire.HttpOptions;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import io.shiyun.wire.SigV4;
import io.shiyun.wire.SkewedClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs a request and sends it, once. When the answer says that the time is wrong, the clock is corrected by the answer's own date and
 * the request, which was refused, is sent once more. Thread-safe.
 */
final class Sender implements AutoCloseable {
    /** Codes that may mean a wrong clock; whether it is wrong the date of the reply shows. */
    private static final Set<String> CLOCK = Set.of(
            "RequestExpired",
            "RequestTimeTooSkewed",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure");

    private final Http http;
    private final SkewedClock clock;
    private final Endpoints endpoints;
    private final Map<String, Signer> signers = new ConcurrentHashMap<>();

    private record Signer(AwsKeys keys, SigV4 v4) {}

    /** What is done with a signed request, given what a refusal means. */
    interface Exchange<T> {
        T run(Request signed, Function<Reply, CloudException> refused);
    }

    Sender(AwsSettings settings) {
        this.http = new Http(
                HttpOptions.of(settings.config()).withRequestIds("x-amzn-requestid", "x-amz-request-id", "x-amz-id-2"));
        this.clock = new SkewedClock(settings.config());
        this.endpoints = new Endpoints(settings);
    }

    Endpoints endpoints() {
        return endpoints;
    }

    /** Returns the time by the cloud's clock. */
    Instant now() {
        return clock.instant();
    }

    Http http() {
        return http;
    }

    /** Sends a request for a region and reads the reply to its end; keys may be absent where no signature is wanted. */
    Reply send(Service service, String region, Request request, Optional<AwsKeys> keys, Call call) {
        return exchange(service, region, request, keys, (signed, refused) -> whole(signed, refused, call));
    }

    /** Returns the reply to a signed request when it is one of success. */
    Reply whole(Request signed, Function<Reply, CloudException> refused, Call call) {
        Reply reply = http.send(signed, call);
        if (!reply.ok()) {
            throw refused.apply(reply);
        }
        return reply;
    }

    /** Signs a request and does with it what the exchange says; once more when only the clock was wrong. */
    <T> T exchange(Service service, String region, Request request, Optional<AwsKeys> keys, Exchange<T> exchange) {
        Judge judge = new Judge();
        try {
            return exchange.run(signed(service, region, request, keys), judge);
        } catch (CloudException refusal) {
            Reply reply = judge.reply;
            if (reply == null || !CLOCK.contains(refusal.problem().code()) || !clock.learn(reply)) {
                throw refusal;
            }
            return exchange.run(signed(service, region, request, keys), AwsErrors::refused);
        }
    }

    private Request signed(Service service, String region, Request request, Optional<AwsKeys> keys) {
        return keys.map(held -> signer(held, region, service).sign(request, clock.instant()))
                .orElse(request);
    }

    /** The signer is kept for the key that it derives once a day. */
    SigV4 signer(AwsKeys keys, String region, Service service) {
        return signers.compute(
                        service + "/" + region,
                        (name, held) -> held != null && held.keys.equals(keys)
                                ? held
                                : new Signer(keys, SigV4.of(keys, region, service.signing())))
                .v4;
    }

    @Override
    public void close() {
        http.close();
    }

    /** Remembers the reply that refused, since its date tells the cloud's time. */
    private static final class Judge implements Function<Reply, CloudException> {
        private @Nullable Reply reply;

        @Override
        public CloudException apply(Reply refusing) {
            reply = refusing;
            return AwsErrors.refused(refusing);
        }
    }
}
