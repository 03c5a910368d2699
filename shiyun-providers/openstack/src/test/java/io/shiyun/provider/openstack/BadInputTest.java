package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.wire.rig.Answers;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user gets wrong, or an operator has not done yet: each is told once, in words that say what to change. */
class BadInputTest {
    private static final String UNAUTHORIZED = "{\"error\":{\"code\":401,\"title\":\"Unauthorized\","
            + "\"message\":\"The request you have made requires authentication.\"}}";

    private static CloudException signIn(Recorded answer, Map<String, String> settings) throws IOException {
        try (Rig keystone = Rig.start(Answers.good(answer))) {
            CloudConfig.Builder config = CloudConfig.builder(Stand.REGION.cloud())
                    .set("auth-url", keystone.uri("/v3").toString());
            settings.forEach(config::set);
            try (Cloud cloud = new OpenStackProvider().connect(config.build())) {
                CloudException e = catchThrowableOfType(CloudException.class, () -> cloud.check(Stand.call()));
                assertThat(keystone.seen()).as("questions to Keystone").hasSize(1);
                return e;
            }
        }
    }

    private static final Map<String, String> PASSWORD =
            Map.of("username", "demo", "password", "wrong", "project-name", "no such project");

    @Test
    void a_wrong_password_or_project_says_what_to_check() throws IOException {
        CloudException e = signIn(Stand.json(401, UNAUTHORIZED), PASSWORD);
        assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
        assertThat(e.scope()).isEqualTo(Scope.ACCOUNT);
        assertThat(e.problem().message())
                .contains("user, password, domains and the project")
                .contains("role")
                .doesNotContain("wrong");
    }

    @Test
    void an_application_credential_or_a_token_that_has_expired_says_so() throws IOException {
        CloudException credential = signIn(
                Stand.json(401, UNAUTHORIZED),
                Map.of("application-credential-id", "a1", "application-credential-secret", "s"));
        assertThat(credential.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(credential.problem().message())
                .contains("application credential")
                .contains("expired");
        CloudException token =
                signIn(Stand.json(401, UNAUTHORIZED), Map.of("token", "canary-token", "project-name", "demo"));
        assertThat(token.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(token.problem().message())
                .contains("'token'")
                .contains("expired")
                .doesNotContain("canary-token");
    }

    @Test
    void an_address_without_keystone_names_the_setting() throws IOException {
        CloudException e = signIn(Stand.json(404, "{}"), PASSWORD);
        assertThat(e.reason()).isEqualTo(Reason.INVALID);
        assertThat(e.problem().message()).contains("no Keystone v3").contains("'auth-url'");
    }

    @ParameterizedTest
    @CsvSource({"429,THROTTLED", "503,UNAVAILABLE"})
    void a_keystone_that_puts_off_says_for_how_long(int status, Reason reason) throws IOException {
        CloudException e = signIn(Recorded.putOff(status, "7"), PASSWORD);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void what_is_forbidden_is_one_operation_and_not_the_session() throws IOException {
        String policy = "{\"forbidden\":{\"code\":403,\"message\":\"Policy doesn't allow"
                + " os_compute_api:servers:create to be performed.\"}}";
        try (Stand stand = Stand.start(seen -> seen.method().equals("POST")
                        ? Stand.json(403, policy)
                        : Stand.json(200, seen.target().contains("flavors") ? Stand.FLAVORS : "{\"servers\":[]}"));
                Cloud cloud = stand.connect()) {
            Hosts hosts = Stand.service(cloud, Hosts.class);
            CloudException e = catchThrowableOfType(
                    CloudException.class, () -> hosts.create(Stand.order(), Stand.INTENT, Stand.call()));
            assertThat(e.reason()).isEqualTo(Reason.DENIED);
            assertThat(e.scope()).isEqualTo(Scope.REQUEST);
            assertThat(e.problem().message()).contains("os_compute_api:servers:create");
            assertThat(hosts.list(HostQuery.all(Stand.REGION), Cursor.START, Stand.call())
                            .items())
                    .isEmpty();
            assertThat(stand.tokens()).isEqualTo(1);
            assertThat(stand.seen("POST", "/compute/v2.1/servers")).hasSize(1);
        }
    }

    @Test
    void an_image_that_is_still_queued_is_told_as_such() throws IOException {
        String image = "{\"id\":\"5b\",\"name\":\"debian-12\",\"status\":\"queued\",\"size\":null,\"owner\":\"p1\","
                + "\"visibility\":\"private\"}";
        try (Stand stand = Stand.start(seen -> {
                    if (seen.method().equals("POST")) {
                        return Stand.json(
                                400, "{\"badRequest\":{\"code\":400,\"message\":\"Image 5b is not active.\"}}");
                    }
                    if (seen.target().startsWith("/compute")) {
                        return Stand.json(200, Stand.FLAVORS);
                    }
                    return Stand.json(
                            200, seen.target().contains("/images/5b") ? image : "{\"images\":[" + image + "]}");
                });
                Cloud cloud = stand.connect()) {
            Images images = Stand.service(cloud, Images.class);
            ImageId id = new ImageId(Stand.REGION, "5b");
            assertThat(images.get(id, Stand.call()).state()).isEqualTo(ResourceState.PENDING);
            for (String name : List.of("debian-12", "5b")) {
                CloudException e = catchThrowableOfType(
                        CloudException.class, () -> images.resolve(Stand.REGION, name, Stand.call()));
                assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
                assertThat(e.problem().message()).contains("PENDING").contains("wait until it is active");
            }
            CloudException refused = catchThrowableOfType(
                    CloudException.class,
                    () -> Stand.service(cloud, Hosts.class).create(Stand.order(), Stand.INTENT, Stand.call()));
            assertThat(refused.reason()).isEqualTo(Reason.CONFLICT);
            assertThat(refused.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(refused.problem().message()).contains("not active");
        }
    }

    @Test
    void a_flavor_that_is_not_there_is_refused_with_those_that_are() throws IOException {
        try (Stand stand = Stand.start(seen -> Stand.json(200, Stand.FLAVORS));
                Cloud cloud = stand.connect()) {
            CloudException e = catchThrowableOfType(
                    CloudException.class,
                    () -> Stand.service(cloud, Hosts.class)
                            .create(
                                    HostOrder.builder(
                                                    Stand.REGION,
                                                    "web-1",
                                                    new Shape("m9.huge"),
                                                    new ImageId(Stand.REGION, "5b"))
                                            .build(),
                                    Stand.INTENT,
                                    Stand.call()));
            assertThat(e.reason()).isEqualTo(Reason.NOT_SOLD);
            assertThat(e.scope()).isEqualTo(Scope.SHAPE);
            assertThat(e.problem().message()).contains("m9.huge").contains("m1.tiny");
            assertThat(stand.seen("POST", "/compute/v2.1/servers")).isEmpty();
        }
    }
}
