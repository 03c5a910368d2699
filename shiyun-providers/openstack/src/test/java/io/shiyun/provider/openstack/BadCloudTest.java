package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Certificates;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input and bad clouds: each is a typed error that says what to do. */
class BadCloudTest {
    @TempDir
    Path folder;

    private static final HostQuery ALL = HostQuery.all(Stand.REGION);

    private static Recorded nova(Seen seen, Function<Seen, Recorded> other) {
        return seen.target().startsWith("/compute/v2.1/flavors") ? Stand.json(200, Stand.FLAVORS) : other.apply(seen);
    }

    private static CloudException refusal(CloudConfig config) {
        try (Cloud cloud = new OpenStackProvider().connect(config)) {
            return catchThrowableOfType(CloudException.class, () -> cloud.check(Stand.call()));
        }
    }

    private static CloudException creation(Stand stand) {
        try (Cloud cloud = stand.connect()) {
            Hosts hosts = Stand.service(cloud, Hosts.class);
            return catchThrowableOfType(
                    CloudException.class, () -> hosts.create(Stand.order(), Stand.INTENT, Stand.call()));
        }
    }

    @Test
    void a_token_that_ended_early_is_renewed_once_and_the_request_sent_again() throws IOException {
        try (Stand stand = Stand.start(seen -> nova(
                        seen,
                        other -> other.header("X-Auth-Token").orElse("").endsWith("-1")
                                ? Stand.json(
                                        401, "{\"error\":{\"code\":401,\"title\":\"Unauthorized\",\"message\":\"x\"}}")
                                : Stand.json(202, "{\"server\":{\"id\":\"0aa1\"}}")));
                Cloud cloud = stand.connect()) {
            // The first token serves for the sizes and ends before the create.
            Progress<?> made = Stand.service(cloud, Hosts.class).create(Stand.order(), Stand.INTENT, Stand.call());
            assertThat(made).isInstanceOf(Progress.Ongoing.class);
            assertThat(stand.tokens()).isEqualTo(2);
            assertThat(stand.seen("POST", "/compute/v2.1/servers")).hasSize(2);
        }
    }

    @Test
    void a_service_that_refuses_every_token_is_asked_twice_at_most() throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(401, "{\"error\":{\"title\":\"Unauthorized\"}}"))) {
            CloudException e = refusal(stand.config().build());
            assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(stand.seen("GET", "/compute/v2.1/servers")).hasSize(2);
        }
    }

    @Test
    void a_region_that_is_not_in_the_catalogue_is_named_with_those_that_are() throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{}"))) {
            CloudException e = refusal(stand.config().set("region", "Mars").build());
            assertThat(e.reason()).isEqualTo(Reason.INVALID);
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message())
                    .contains("'Mars'")
                    .contains("RegionOne")
                    .contains("'region'");
        }
    }

    @Test
    void a_microversion_that_nova_does_not_know_is_named_with_those_it_does() throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{}"))) {
            CloudException e =
                    refusal(stand.config().set("compute-api-version", "2.999").build());
            assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
            assertThat(e.problem().message()).contains("2.1 to 2.93").contains("'compute-api-version'");
        }
        assertThatThrownBy(() -> Options.of(CloudConfig.builder(Stand.REGION.cloud())
                        .set("auth-url", "http://127.0.0.1:1")
                        .set("username", "u")
                        .set("password", "p")
                        .set("project-id", "p")
                        .set("compute-api-version", "latest")
                        .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("compute-api-version");
    }

    @Test
    void a_service_that_the_catalogue_lacks_is_none_with_the_reason() throws IOException {
        try (Stand stand = Stand.start(List.of("compute"), seen -> Stand.json(200, "{}"));
                Cloud cloud = stand.connect()) {
            CloudException e = catchThrowableOfType(
                    CloudException.class,
                    () -> Stand.service(cloud, Networks.class).list(Stand.REGION, Cursor.START, Stand.call()));
            assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains("'network'").contains("compute");
            var narrowed = cloud.narrow(new OpenStackProvider().capabilities(), Stand.call());
            assertThat(narrowed.of(Operation.NETWORKS_LIST).usable()).isFalse();
            assertThat(narrowed.of(Operation.NETWORKS_LIST).reason()).contains("catalogue");
            assertThat(cloud.find(Networks.class)).isEmpty();
            assertThat(cloud.find(Quotas.class)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"-3600", "3600", "-86400", "86400"})
    void a_clock_that_is_off_changes_nothing(long seconds) throws IOException {
        InstantSource off = () -> InstantSource.system().instant().plusSeconds(seconds);
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{\"servers\":[]}"));
                Cloud cloud = new OpenStackProvider()
                        .connect(stand.config().clock(off).build())) {
            for (int i = 0; i < 3; i++) {
                cloud.check(Stand.call());
            }
            assertThat(stand.tokens()).isEqualTo(1);
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused_until_its_authority_is_given()
            throws IOException, GeneralSecurityException {
        Certificates own = Certificates.selfSigned(folder);
        try (Stand stand = Stand.start(own.context())) {
            CloudException e = refusal(stand.config().build());
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains("'ca-file'");
            try (Cloud cloud = new OpenStackProvider()
                    .connect(stand.config().set("ca-file", own.pem().toString()).build())) {
                cloud.check(Stand.call());
            }
        }
    }

    @Test
    void an_expired_certificate_is_refused_in_words() throws IOException, GeneralSecurityException {
        Certificates old = Certificates.expired(folder);
        try (Stand stand = Stand.start(old.context())) {
            CloudException e =
                    refusal(stand.config().set("ca-file", old.pem().toString()).build());
            assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(e.problem().message()).contains("expired");
        }
    }

    @Test
    void a_catalogue_that_leads_to_a_metadata_service_is_not_followed() throws IOException {
        String evil = "{\"token\":{\"catalog\":[{\"type\":\"compute\",\"endpoints\":[{\"interface\":\"public\","
                + "\"region\":\"RegionOne\",\"url\":\"http://169.254.169.254/latest\"}]}]}}";
        try (io.shiyun.wire.rig.Rig rig =
                io.shiyun.wire.rig.Rig.start(Answers.good(Stand.json(201, evil, "X-Subject-Token: " + Stand.TOKEN)))) {
            CloudConfig config = CloudConfig.builder(Stand.REGION.cloud())
                    .set("auth-url", rig.uri("/v3").toString())
                    .set("username", "demo")
                    .set("password", Stand.PASSWORD)
                    .set("project-name", "demo")
                    .build();
            try (Cloud cloud = new OpenStackProvider().connect(config)) {
                CloudException e = catchThrowableOfType(CloudException.class, () -> cloud.check(Stand.call()));
                assertThat(e.problem().code()).isEqualTo("EndpointRefused");
                assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|forbidden|Policy doesn't allow os_compute_api:servers:create to be performed.|DENIED|REQUEST",
                "403|forbidden|Quota exceeded for instances: Requested 1, but already used 10 of 10 instances|QUOTA|REGION",
                "403|forbidden|Maximum number of ports exceeded|QUOTA|REGION",
                "413|overLimit|This request was rate-limited.|THROTTLED|REQUEST",
                "429|overLimit|Too many|THROTTLED|REQUEST",
                "400|badRequest|Image 5b is not active.|CONFLICT|REQUEST",
                "400|badRequest|Can not find requested image|NOT_FOUND|REQUEST",
                "400|badRequest|Flavor 9 could not be found.|NOT_SOLD|SHAPE",
                "400|badRequest|No valid host was found for resize|STOCK|SHAPE",
                "400|badRequest|The requested availability zone is not available|INVALID|REQUEST",
                "409|conflictingRequest|Multiple possible networks found, use a Network ID to be more specific.|INVALID|REQUEST",
                "409|conflictingRequest|Cannot 'start' instance 7 while it is in vm_state active|CONFLICT|REQUEST",
                "404|itemNotFound|Instance 7 could not be found.|NOT_FOUND|REQUEST",
            })
    void refusals_of_nova_are_sorted_by_code_and_message(
            int status, String code, String message, Reason reason, Scope scope) throws IOException {
        String body = "{\"" + code + "\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}";
        try (Stand stand = Stand.start(seen -> nova(seen, other -> Stand.json(status, body)))) {
            CloudException e = creation(stand);
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.scope()).isEqualTo(scope);
            assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(e.problem().message()).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"429,THROTTLED", "503,UNAVAILABLE"})
    void a_cloud_that_puts_off_says_for_how_long(int status, Reason reason) throws IOException {
        try (Stand stand = Stand.start(seen -> nova(seen, other -> Recorded.putOff(status, "17")))) {
            CloudException e = creation(stand);
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(17));
        }
    }

    @Test
    void a_failure_of_the_server_leaves_a_create_in_doubt_and_a_read_not() throws IOException {
        try (Stand stand = Stand.start(seen -> nova(seen, other -> Stand.json(500, "{}")))) {
            assertThat(creation(stand).certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(refusal(stand.config().build()).certainty()).isEqualTo(Certainty.REJECTED);
        }
    }

    @Test
    void a_lost_reply_leaves_a_create_in_doubt() throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(200, Stand.FLAVORS))) {
            stand.raw((seen, line) -> {
                if (seen.method().equals("POST")) {
                    line.reset();
                } else {
                    line.send(Stand.json(200, Stand.FLAVORS).bytes());
                }
            });
            CloudException e = creation(stand);
            assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS);
            assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void a_create_without_an_id_in_its_reply_is_no_success() throws IOException {
        try (Stand stand = Stand.start(seen -> nova(seen, other -> Stand.json(202, "{\"server\":{}}")))) {
            assertThat(creation(stand).certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    private static Progress<?> step(String server, int status) throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(status, server));
                Cloud cloud = stand.connect()) {
            Ticket ticket = Ticket.of(Stand.REGION, "build", "0aa1");
            return Stand.service(cloud, Hosts.class).proceed(ticket, Stand.INTENT, Stand.call());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No valid host was found. There are not enough hosts available.|STOCK|SHAPE",
                "Exceeded maximum number of retries. Exhausted all hosts available|STOCK|SHAPE",
                "Build of instance 7 aborted: Failed to allocate the network(s), not rescheduling.|UNAVAILABLE|ZONE",
                "No fixed IP addresses available for network: 7|STOCK|ZONE",
                "Something else|UNKNOWN|REQUEST"
            })
    void a_host_in_error_failed_with_its_fault_and_remains(String fault, Reason reason, Scope scope)
            throws IOException {
        Progress<?> progress =
                step(Stand.server("ERROR", ",\"fault\":{\"code\":500,\"message\":\"" + fault + "\"}"), 200);
        assertThat(progress).isInstanceOfSatisfying(Progress.Failed.class, failure -> {
            Progress.Failed<?> failed = (Progress.Failed<?>) failure;
            assertThat(failed.problem().reason()).isEqualTo(reason);
            assertThat(failed.problem().scope()).isEqualTo(scope);
            assertThat(failed.problem().message()).isEqualTo(fault);
            assertThat(failed.remains()).isEqualTo(List.of(Stand.HOST));
        });
    }

    @Test
    void a_host_that_somebody_deleted_in_the_middle_failed_and_leaves_nothing() throws IOException {
        Progress<?> progress = step("{\"itemNotFound\":{\"code\":404,\"message\":\"gone\"}}", 404);
        assertThat(progress).isInstanceOfSatisfying(Progress.Failed.class, failure -> {
            Progress.Failed<?> failed = (Progress.Failed<?>) failure;
            assertThat(failed.problem().reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failed.problem().message()).contains("somebody else");
            assertThat(failed.remains()).isEmpty();
        });
    }

    @Test
    void a_list_goes_on_when_the_last_host_of_a_page_was_deleted_meanwhile() throws IOException {
        AtomicInteger pages = new AtomicInteger();
        try (Stand stand = Stand.start(seen -> {
                    if (!seen.target().contains("marker=")) {
                        return page("a", "b", "c", true);
                    }
                    if (seen.target().contains("marker=c")) {
                        return Stand.json(400, "{\"badRequest\":{\"code\":400,\"message\":\"marker [c] not found\"}}");
                    }
                    pages.incrementAndGet();
                    return page("c", "d", "e", false);
                });
                Cloud cloud = stand.connect()) {
            Hosts hosts = Stand.service(cloud, Hosts.class);
            Page<?> first = hosts.list(ALL, Cursor.START, Stand.call());
            Page<io.shiyun.model.Host> second = hosts.list(ALL, first.next().orElseThrow(), Stand.call());
            assertThat(second.items()).extracting(host -> host.id().value()).containsExactly("d", "e");
            assertThat(second.next()).isEmpty();
            assertThat(pages).hasValue(1);
        }
    }

    private static Recorded page(String one, String two, String three, boolean more) {
        StringBuilder servers = new StringBuilder();
        for (String id : List.of(one, two, three)) {
            servers.append(servers.isEmpty() ? "" : ",")
                    .append("{\"id\":\"" + id + "\",\"name\":\"n\",\"status\":\"ACTIVE\",\"metadata\":{}}");
        }
        return Stand.json(
                200,
                "{\"servers\":[" + servers + "]"
                        + (more ? ",\"servers_links\":[{\"rel\":\"next\",\"href\":\"http://x/?marker=c\"}]" : "")
                        + "}");
    }

    @Test
    void a_host_of_a_part_that_does_not_answer_is_a_gap_in_the_list() throws IOException {
        try (Stand stand =
                        Stand.start(seen -> Stand.json(200, "{\"servers\":[{\"id\":\"a\",\"status\":\"UNKNOWN\"}]}"));
                Cloud cloud = stand.connect()) {
            Page<io.shiyun.model.Host> page = Stand.service(cloud, Hosts.class).list(ALL, Cursor.START, Stand.call());
            assertThat(page.missing()).hasSize(1);
            assertThat(page.items().get(0).state()).isEqualTo(HostState.UNKNOWN);
        }
    }

    @Test
    void a_call_whose_time_is_short_ends_in_time() throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{}"));
                Cloud cloud = stand.connect()) {
            cloud.check(Stand.call());
            stand.raw(Answers.never());
            long begun = System.nanoTime();
            CloudException e =
                    catchThrowableOfType(CloudException.class, () -> cloud.check(Stand.call(Duration.ofMillis(300))));
            assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
