package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.wire.Headers;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table says of AWS's refusals. */
class AwsErrorsTest {
    private static CloudException refused(int status, String code, String message, String... headers) {
        String body = "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error></Errors><RequestID>r-1</RequestID></Response>";
        Request create = Request.of("POST", URI.create("https://ec2.us-east-1.amazonaws.com/"));
        return AwsErrors.refused(
                new Reply(create, status, Headers.of(headers), body.getBytes(StandardCharsets.UTF_8), "r-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InsufficientInstanceCapacity",
                "InsufficientHostCapacity",
                "InsufficientCapacity",
                "InsufficientReservedInstanceCapacity",
                "InsufficientCapacityOnHost",
                "UnfulfillableCapacity",
                "ReservationCapacityExceeded",
                "InsufficientVolumeCapacity",
                "InsufficientAddressCapacity",
                "SpotMaxPriceTooLow",
                "InsufficientFreeAddressesInSubnet",
                "Server.InsufficientInstanceCapacity"
            })
    void out_of_stock_is_known_by_its_code_whatever_the_status_and_is_certain(String code) {
        for (int status : new int[] {400, 500, 503}) {
            CloudException refusal = refused(status, code, "none left");
            assertThat(refusal.reason()).isEqualTo(Reason.STOCK);
            assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(refusal.reason().movable()).isTrue();
            assertThat(refusal.reason().retryable()).isFalse();
            assertThat(refusal.scope()).isNotEqualTo(Scope.REQUEST);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RequestLimitExceeded,503,THROTTLED",
        "EC2ThrottledException,503,THROTTLED",
        "Throttling,400,THROTTLED",
        "ThrottlingException,400,THROTTLED",
        "ThrottledException,400,THROTTLED",
        "RequestThrottledException,400,THROTTLED",
        "RequestThrottled,400,THROTTLED",
        "TooManyRequestsException,429,THROTTLED",
        "SlowDown,503,THROTTLED",
        "PriorRequestNotComplete,400,THROTTLED",
        "BandwidthLimitExceeded,509,THROTTLED",
        "Unsupported,400,NOT_SOLD",
        "InvalidAvailabilityZone,400,NOT_SOLD",
        "InstanceLimitExceeded,400,QUOTA",
        "VcpuLimitExceeded,400,QUOTA",
        "MaxSpotInstanceCountExceeded,400,QUOTA",
        "MaxFleetCountExceeded,400,QUOTA",
        "VolumeLimitExceeded,400,QUOTA",
        "MaxIOPSLimitExceeded,400,QUOTA",
        "AddressLimitExceeded,400,QUOTA",
        "NetworkInterfaceLimitExceeded,400,QUOTA",
        "ResourceLimitExceeded,400,QUOTA",
        "InternalError,500,UNAVAILABLE",
        "InternalFailure,500,UNAVAILABLE",
        "Unavailable,503,UNAVAILABLE",
        "ServiceUnavailable,503,UNAVAILABLE",
        "RequestTimeout,408,TIMEOUT",
        "AuthFailure,401,UNAUTHENTICATED",
        "Blocked,403,DENIED",
        "OptInRequired,401,DENIED",
        "PendingVerification,400,DENIED",
        "UnauthorizedOperation,403,DENIED",
        "InvalidParameterValue,400,INVALID",
        "InvalidParameterCombination,400,INVALID",
        "IdempotentParameterMismatch,400,CONFLICT",
        "DryRunOperation,412,INVALID",
        "IncorrectInstanceState,400,CONFLICT",
        "InvalidInstanceID.NotFound,400,NOT_FOUND",
        "InvalidAMIID.Malformed,400,INVALID",
        "NeverHeardOf,400,INVALID",
    })
    void the_code_counts_before_the_status(String code, int status, Reason reason) {
        assertThat(refused(status, code, "words").reason()).isEqualTo(reason);
        assertThat(refused(status, code, "words").problem().code()).isEqualTo(code);
        assertThat(refused(status, code, "words").problem().requestId()).isEqualTo("r-1");
    }

    @Test
    void a_failure_of_the_server_leaves_a_write_in_doubt() {
        assertThat(refused(500, "InternalError", "sorry").certainty()).isEqualTo(Certainty.AMBIGUOUS);
    }

    @Test
    void a_pause_that_is_asked_for_is_told() {
        assertThat(refused(503, "RequestLimitExceeded", "slow", "Retry-After", "7")
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void a_page_of_a_proxy_is_judged_by_its_status() {
        Request read = Request.get(URI.create("https://ec2.us-east-1.amazonaws.com/"));
        byte[] page = "<html><body>Bad gateway".getBytes(StandardCharsets.UTF_8);
        CloudException refusal = AwsErrors.refused(new Reply(read, 502, Headers.NONE, page, ""));
        assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
    }
}
