package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Registries;
import io.shiyun.tck.TckCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each link of the chain, against a stand-in that checks the signatures; and that no secret is ever printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsTest {
    private static final Region REGION = Region.of("amazon", "us-east-1");

    @TempDir
    private Path folder;

    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    private StandIn standIn;

    @BeforeAll
    void up() throws IOException, InterruptedException {
        standIn = StandIn.start();
    }

    @AfterAll
    void down() throws IOException, InterruptedException {
        if (standIn != null) {
            standIn.close();
        }
    }

    @BeforeEach
    void forget() {
        events.clear();
    }

    private CloudConfig.Builder config() {
        return CloudConfig.builder(new CloudId("amazon"))
                .set("endpoint", standIn.get("AWS_ENDPOINT_URL"))
                .events(events::add);
    }

    private static TckCall call() {
        return TckCall.of(Duration.ofSeconds(20));
    }

    private String source(Map<String, String> environment, CloudConfig.Builder config) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putIfAbsent("AWS_CONFIG_FILE", "/nonexistent");
        variables.putIfAbsent("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
        variables.putIfAbsent("AWS_REGION", "us-east-1");
        try (Cloud cloud = new AwsProvider(variables::get).connect(config.build())) {
            cloud.check(call());
        }
        return events.stream()
                .filter(event -> event.kind() == CloudEventKind.CREDENTIAL_SOURCE)
                .map(CloudEvent::message)
                .findFirst()
                .orElse("");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String keys() {
        return "aws_access_key_id = " + standIn.get("AWS_ACCESS_KEY_ID") + "\naws_secret_access_key = "
                + standIn.get("AWS_SECRET_ACCESS_KEY") + "\n";
    }

    @Test
    void the_environment_has_them() {
        Map<String, String> variables = Map.of(
                "AWS_ACCESS_KEY_ID", standIn.get("AWS_ACCESS_KEY_ID"),
                "AWS_SECRET_ACCESS_KEY", standIn.get("AWS_SECRET_ACCESS_KEY"));
        assertThat(source(variables, config())).contains("environment");
    }

    @Test
    void a_profile_has_them_and_a_role_by_another_profile() throws IOException {
        String credentials = file("credentials", "[default]\n# none\n[base]\n" + keys());
        String settings = file(
                "config",
                "[profile worker]\nrole_arn = arn:aws:iam::111122223333:role/worker\nsource_profile = base\n");
        Map<String, String> files = Map.of("AWS_SHARED_CREDENTIALS_FILE", credentials, "AWS_CONFIG_FILE", settings);
        assertThat(source(files, config().set("profile", "base"))).contains("the profile base");
        events.clear();
        assertThat(source(files, config().set("profile", "worker")))
                .contains("role/worker")
                .contains("the profile base");
        assertThatThrownBy(() -> source(files, config().set("profile", "nobody")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void a_web_identity_and_a_role_in_the_settings_have_them() throws IOException {
        Map<String, String> variables = Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                file("token", "head.body.tail\n"),
                "AWS_ROLE_ARN",
                "arn:aws:iam::111122223333:role/pod");
        assertThat(source(variables, config())).contains("role/pod").contains("web identity");
        events.clear();
        assertThat(source(
                        Map.of(),
                        standIn.config().events(events::add).set("role-arn", "arn:aws:iam::111122223333:role/ops")))
                .contains("settings");
    }

    @Test
    void a_role_that_may_not_be_assumed_is_denied() {
        CloudConfig.Builder config = standIn.config().set("role-arn", "arn:aws:iam::111122223333:role/forbidden");
        assertThatThrownBy(() -> source(Map.of(), config))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DENIED));
    }

    @Test
    void half_a_key_is_refused_and_no_other_account_is_tried() {
        Map<String, String> variables = Map.of(
                "AWS_ACCESS_KEY_ID", standIn.get("AWS_ACCESS_KEY_ID"),
                "AWS_SECRET_ACCESS_KEY", standIn.get("AWS_SECRET_ACCESS_KEY"));
        assertThatThrownBy(() -> source(variables, config().set("access-key-id", "AKIAHALF")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("without its secret");
    }

    @Test
    void a_session_that_has_ended_is_assumed_anew_once() throws Exception {
        CloudConfig config = standIn.config()
                .events(events::add)
                .set("role-arn", "arn:aws:iam::111122223333:role/ops")
                .build();
        try (Cloud cloud = new AwsProvider(name -> null).connect(config)) {
            cloud.check(call());
            standIn.control("", "{\"operation\": \"GetCallerIdentity\", \"error\": \"ExpiredToken\", \"status\": 403}");
            cloud.check(call());
        }
        assertThat(standIn.calls().split("\"AssumeRole\"", -1).length - 1).isEqualTo(2);
    }

    /** Everything that has a text form, and the log at debug level, is searched for the secrets of the session. */
    @Test
    void no_text_and_no_log_shows_a_secret() throws IOException {
        List<String> texts = new ArrayList<>();
        List<String> secrets =
                new ArrayList<>(List.of(standIn.get("AWS_SECRET_ACCESS_KEY"), "canary-user-data", "canary-external"));
        CloudConfig config = standIn.config()
                .events(event -> texts.add(event.toString()))
                .set("role-arn", "arn:aws:iam::111122223333:role/ops")
                .set("external-id", Secret.of("canary-external"))
                .build();
        try (Cloud cloud = new AwsProvider(name -> null).connect(config)) {
            Hosts hosts = cloud.find(Hosts.class).orElseThrow();
            var order = Samples.order(REGION)
                    .userData(Secret.of("canary-user-data"))
                    .build();
            texts.add(hosts.create(order, new Intent("canary0000000000", Map.of()), call())
                    .toString());
            var login = cloud.find(Registries.class).orElseThrow().login(REGION, call());
            secrets.add(login.password().reveal());
            texts.addAll(List.of(
                    login.toString(),
                    order.toString(),
                    config.toString(),
                    cloud.services().toString()));
            for (Runnable wrong : List.<Runnable>of(
                    () -> hosts.create(
                            order.toBuilder()
                                    .image(new io.shiyun.model.ImageId(REGION, "none"))
                                    .build(),
                            new Intent("canary1111111111", Map.of()),
                            call()),
                    () -> cloud.find(Clusters.class).orElseThrow().kubeconfig(new ClusterId(REGION, "none"), call()))) {
                try {
                    wrong.run();
                } catch (CloudException e) {
                    java.io.StringWriter trace = new java.io.StringWriter();
                    e.printStackTrace(new java.io.PrintWriter(trace));
                    texts.add(trace.toString());
                }
            }
        }
        Path log = Path.of("target", "test.log");
        texts.add(Files.exists(log) ? Files.readString(log) : "");
        assertThat(texts)
                .hasSizeGreaterThan(6)
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }
}
