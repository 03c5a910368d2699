package io.shiyun.provider.jclouds;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.provider.jclouds.CheckedContent.ContentMismatch;
import io.shiyun.wire.ErrorTable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jclouds.rest.RetryAfterException;
import org.jspecify.annotations.Nullable;

/**
 * What jclouds throws, in the words of the SPI. Which exception means what is data, in {@code errors.tsv}; what is certain comes from what
 * was sent, by the {@link Exchange}. jclouds' exceptions hold requests and replies in their texts, so none is handed on as a cause: a copy
 * with its name, its stack and a text without the secret is.
 */
final class Failures {
    private static final ErrorTable TABLE = ErrorTable.load(Failures.class, "errors.tsv");
    private static final int DEEPEST = 20;
    private static final int LONGEST = 500;
    private static final Pattern JSON_MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");
    private static final List<String> REQUEST_IDS = List.of(
            "x-openstack-request-id", "x-compute-request-id", "x-amz-request-id", "x-ms-request-id", "x-request-id");

    /** Names that only say that something inside failed. */
    private static final Set<String> WRAPPERS = Set.of(
            "UncheckedExecutionException",
            "UncheckedIOException",
            "ExecutionException",
            "ProvisionException",
            "CreationException",
            "RuntimeException");

    private final Optional<Secret> secret;

    Failures(Optional<Secret> secret) {
        this.secret = secret;
    }

    /** Returns what to throw instead of this. */
    CloudException translate(Throwable thrown, Exchange exchange) {
        List<Throwable> chain = chain(thrown);
        for (Throwable link : chain) {
            if (link instanceof CloudException known) {
                return known.reason() == Reason.TIMEOUT || known.reason() == Reason.CANCELLED
                        ? exchange.call().over(certainty(chain, 0, Certainty.AMBIGUOUS, exchange))
                        : known;
            }
        }
        if (chain.stream().anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
            return exchange.call().over(certainty(chain, 0, Certainty.AMBIGUOUS, exchange));
        }
        Optional<HttpResponseException> http = http(chain);
        int status = http.map(HttpResponseException::getResponse)
                .map(HttpResponse::getStatusCode)
                .orElse(0);
        String words = words(chain, http);
        // A cloud's own code stands beside its message, in a reply of JSON or XML.
        String all = words + " "
                + http.map(each -> each.getContent() + " " + each.getMessage()).orElse("");
        Throwable meant = meant(chain, status, all);
        ErrorTable.Meaning meaning = TABLE.meaning(status == 0 ? 500 : status, name(meant), all);
        Certainty certain = certainty(chain, status, meaning.certainty(), exchange);
        if (exchange.call().remaining().isZero() && status == 0) {
            return exchange.call().over(certain);
        }
        Reason reason = meaning.known() || status != 0 ? meaning.reason() : Reason.UNKNOWN;
        CloudException.Builder failure = CloudException.of(certain, reason, scrub(words))
                .scope(meaning.scope())
                .code(status == 0 ? name(meant) : name(meant) + " " + status)
                .requestId(http.map(Failures::requestId).orElse(""))
                .cause(copy(meant));
        pause(chain, http).or(meaning::pause).ifPresent(failure::retryAfter);
        return failure.build();
    }

    /** Returns what a change means that was refused with this status, when jclouds did not say why. */
    CloudException silent(int status, String message) {
        ErrorTable.Meaning meaning = TABLE.meaning(status == 0 ? 500 : status, "", message);
        return CloudException.of(
                        meaning.certainty(),
                        meaning.known() || status != 0 ? meaning.reason() : Reason.UNKNOWN,
                        message)
                .scope(meaning.scope())
                .code(status == 0 ? "" : "HTTP " + status)
                .build();
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && chain.size() < DEEPEST; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static Optional<HttpResponseException> http(List<Throwable> chain) {
        return chain.stream()
                .filter(HttpResponseException.class::isInstance)
                .map(HttpResponseException.class::cast)
                .filter(each -> each.getResponse() != null)
                .findFirst();
    }

    /** The outermost that the table knows; without one the outermost that is more than a wrapper. */
    private static Throwable meant(List<Throwable> chain, int status, String words) {
        for (Throwable link : chain) {
            if (!name(link).isEmpty()
                    && TABLE.meaning(status == 0 ? 500 : status, name(link), words)
                            .known()) {
                return link;
            }
        }
        return chain.stream()
                .filter(link -> !WRAPPERS.contains(name(link)))
                .findFirst()
                .orElse(chain.get(0));
    }

    private static String name(Throwable link) {
        return link instanceof HttpResponseException
                ? HttpResponseException.class.getSimpleName()
                : link.getClass().getSimpleName();
    }

    private static Certainty certainty(List<Throwable> chain, int status, Certainty meant, Exchange exchange) {
        if (chain.stream().anyMatch(ContentMismatch.class::isInstance)) {
            return Certainty.REJECTED;
        }
        if (exchange.write() && exchange.accepted()) {
            return Certainty.AMBIGUOUS;
        }
        if (!exchange.asked() && status == 0) {
            return meant;
        }
        boolean unconnected = chain.stream()
                .anyMatch(link -> link instanceof ConnectException
                        || link instanceof UnknownHostException
                        || link instanceof NoRouteToHostException
                        || link instanceof HttpConnectTimeoutException
                        || link instanceof SSLHandshakeException);
        if (unconnected) {
            return Certainty.NOT_SENT;
        }
        if (!exchange.write()) {
            return Certainty.REJECTED;
        }
        if (exchange.changeInDoubt()) {
            return meant == Certainty.REJECTED && status == 0 ? Certainty.REJECTED : Certainty.AMBIGUOUS;
        }
        if (exchange.lastChange() == 0) {
            return status == 0 ? Certainty.NOT_SENT : Certainty.REJECTED;
        }
        return status == 0 && exchange.lastChange() / 100 == 4 ? Certainty.REJECTED : meant;
    }

    private static String words(List<Throwable> chain, Optional<HttpResponseException> http) {
        String content = http.map(HttpResponseException::getContent).orElse("");
        for (Pattern pattern : List.of(JSON_MESSAGE, XML_MESSAGE)) {
            Matcher found = pattern.matcher(content == null ? "" : content);
            if (found.find()) {
                return found.group(1).replace("\\\"", "\"");
            }
        }
        return chain.stream()
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .orElseGet(() -> "jclouds failed with " + name(chain.get(0)) + " and said no more");
    }

    private static String requestId(HttpResponseException http) {
        HttpResponse reply = http.getResponse();
        if (reply == null) {
            return "";
        }
        return REQUEST_IDS.stream()
                .map(header -> reply.getFirstHeaderOrNull(header))
                .filter(id -> id != null)
                .findFirst()
                .orElse("");
    }

    private static Optional<Duration> pause(List<Throwable> chain, Optional<HttpResponseException> http) {
        for (Throwable link : chain) {
            if (link instanceof RetryAfterException later) {
                return Optional.of(Duration.ofSeconds(later.getSeconds()));
            }
        }
        return http.map(HttpResponseException::getResponse).flatMap(Failures::retryAfter);
    }

    private static Optional<Duration> retryAfter(HttpResponse response) {
        String header = response.getFirstHeaderOrNull("Retry-After");
        return header != null && header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private String scrub(@Nullable String text) {
        String line = String.valueOf(text).strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        String hidden = secret.map(Secret::reveal)
                .filter(value -> value.length() > 3)
                .map(value -> line.replace(value, "***"))
                .orElse(line);
        return hidden.length() <= LONGEST ? hidden : hidden.substring(0, LONGEST) + "...";
    }

    private Throwable copy(Throwable original) {
        Throwable copy = new JcloudsFailure(original.getClass().getName() + ": " + scrub(original.getMessage()));
        copy.setStackTrace(original.getStackTrace());
        return copy;
    }

    /** Stands for an exception of jclouds, without what it holds. */
    private static final class JcloudsFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        JcloudsFailure(String message) {
            super(message);
        }
    }
}
