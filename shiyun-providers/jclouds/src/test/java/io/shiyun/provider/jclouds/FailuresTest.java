package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.tck.TckCall;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jclouds.blobstore.ContainerNotFoundException;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpRequest;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jclouds.rest.AuthorizationException;
import org.jclouds.rest.InsufficientResourcesException;
import org.jclouds.rest.ResourceNotFoundException;
import org.jclouds.rest.RetryAfterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final Failures FAILURES = new Failures(Optional.of(Secret.of("canary-secret")));

    private static HttpResponseException http(int status, String content) {
        HttpRequest request = HttpRequest.builder()
                .method("POST")
                .endpoint("http://127.0.0.1/servers")
                .build();
        HttpResponse response = HttpResponse.builder()
                .statusCode(status)
                .addHeader("x-openstack-request-id", "req-1")
                .addHeader("Retry-After", "7")
                .build();
        return new HttpResponseException(new HttpCommand(request), response, content);
    }

    private static Exchange exchange(boolean write) {
        return Exchange.begin(TckCall.of(Duration.ofSeconds(30)), write);
    }

    private static CloudException answered(Throwable thrown, int status) {
        try (Exchange exchange = exchange(true)) {
            exchange.sending("POST", "/servers");
            exchange.answered(status);
            return FAILURES.translate(thrown, exchange);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, REJECTED",
        "401, UNAUTHENTICATED, REJECTED",
        "403, DENIED, REJECTED",
        "404, NOT_FOUND, REJECTED",
        "409, CONFLICT, REJECTED",
        "413, THROTTLED, REJECTED",
        "429, THROTTLED, REJECTED",
        "500, UNAVAILABLE, AMBIGUOUS",
        "501, UNSUPPORTED, REJECTED",
        "503, UNAVAILABLE, AMBIGUOUS"
    })
    void aReplyIsReadByItsStatus(int status, Reason reason, Certainty certainty) {
        CloudException failure = answered(http(status, "{\"error\": {\"message\": \"no \\\"really\\\"\"}}"), status);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.certainty()).isEqualTo(certainty);
        assertThat(failure.problem().message()).isEqualTo("no \"really\"");
        assertThat(failure.problem().requestId()).isEqualTo("req-1");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void theNameOfAnExceptionCountsBeforeTheStatus() {
        CloudException conflict = answered(new IllegalStateException("busy", http(409, "{}")), 409);
        assertThat(conflict.reason()).isEqualTo(Reason.CONFLICT);
        CloudException denied = answered(new AuthorizationException("no", http(403, "{\"message\": \"policy\"}")), 403);
        assertThat(denied.reason()).isEqualTo(Reason.DENIED);
        CloudException quota = answered(
                new AuthorizationException("no", http(403, "{\"message\": \"Quota exceeded for instances\"}")), 403);
        assertThat(quota.reason()).isEqualTo(Reason.QUOTA);
        CloudException much = answered(new InsufficientResourcesException("over quota", http(400, "{}")), 400);
        assertThat(much.reason()).isEqualTo(Reason.QUOTA);
        CloudException later = answered(new RetryAfterException(http(413, "{}"), 11), 413);
        assertThat(later.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(later.retryAfter()).contains(Duration.ofSeconds(11));
    }

    @Test
    void whatWasNotFoundIsNotFoundHoweverItIsWrapped() {
        try (Exchange exchange = exchange(false)) {
            for (RuntimeException each : new RuntimeException[] {
                new ResourceNotFoundException("gone"),
                new ContainerNotFoundException("shelf", "gone"),
                new NoSuchElementException("gone"),
                new com.google.common.util.concurrent.UncheckedExecutionException(new ResourceNotFoundException("gone"))
            }) {
                assertThat(FAILURES.translate(each, exchange).reason()).isEqualTo(Reason.NOT_FOUND);
            }
        }
    }

    @Test
    void aChangeWithoutAnAnswerIsInDoubt() {
        try (Exchange exchange = exchange(true)) {
            exchange.sending("POST", "/servers");
            CloudException failure = FAILURES.translate(
                    new HttpResponseException(
                            "Read timed out", null, null, new SocketTimeoutException("Read timed out")),
                    exchange);
            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    @Test
    void aChangeThatWasNeverSentIsNotInDoubt() {
        try (Exchange exchange = exchange(true)) {
            exchange.sending("POST", "/v3/auth/tokens");
            exchange.answered(201);
            exchange.sending("GET", "/flavors/detail");
            CloudException failure = FAILURES.translate(
                    new HttpResponseException(
                            "Read timed out", null, null, new SocketTimeoutException("Read timed out")),
                    exchange);
            assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
        }
        try (Exchange exchange = exchange(true)) {
            exchange.sending("POST", "/servers");
            CloudException refused = FAILURES.translate(
                    new HttpResponseException("refused", null, null, new ConnectException("refused")), exchange);
            assertThat(refused.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void aChangeThatTheCloudTookIsInDoubtWhateverFailsAfterwards() {
        try (Exchange exchange = exchange(true)) {
            exchange.sending("POST", "/servers");
            exchange.answered(202);
            exchange.sending("GET", "/servers/1");
            exchange.answered(404);
            CloudException failure = FAILURES.translate(new ResourceNotFoundException("gone", http(404, "")), exchange);
            assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    @Test
    void anUnknownExceptionKeepsItsNameAndIsInDoubt() {
        try (Exchange exchange = exchange(true)) {
            CloudException failure = FAILURES.translate(new ArithmeticException("odd"), exchange);
            assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN);
            assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(failure.problem().code()).isEqualTo("ArithmeticException");
        }
    }

    @Test
    void neitherTheMessageNorTheCauseShowsTheSecret() {
        CloudException failure = answered(
                new IllegalStateException("with canary-secret", http(409, "{\"message\": \"your canary-secret\"}")),
                409);
        assertThat(failure).hasMessageContaining("your ***");
        for (Throwable link = failure; link != null; link = link.getCause()) {
            assertThat(link.toString()).doesNotContain("canary-secret");
        }
    }
}
