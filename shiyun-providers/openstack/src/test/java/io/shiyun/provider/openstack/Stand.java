package io.shiyun.provider.openstack;

import io.shiyun.model.CloudId;
import io.shiyun.model.HostId;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import io.shiyun.tck.TckCall;
import io.shiyun.wire.rig.Answer;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers on loopback like an OpenStack whose services a test plays: Keystone gives tokens that are numbered, Nova tells its versions, and
 * all else is answered by what the test says.
 */
final class Stand implements AutoCloseable {
    static final String PASSWORD = "canary-of-the-password";
    static final String TOKEN = "canary-of-the-token-";
    static final Region REGION = Region.of("lab", "RegionOne");
    static final HostId HOST = new HostId(REGION, "0aa1");
    static final Intent INTENT = new Intent("a1b2c3d4e5f6a1b2c3d4", Map.of("shiyun-op", "7"));
    static final String FLAVORS =
            "{\"flavors\":[{\"id\":\"1\",\"name\":\"m1.tiny\",\"ram\":512,\"disk\":1,\"vcpus\":1}]}";

    private final Rig rig;
    private final AtomicInteger tokens = new AtomicInteger();
    private final String catalogue;
    private volatile Function<Seen, Recorded> services;

    private Stand(@Nullable SSLContext tls, Function<Seen, Recorded> services, List<String> types) throws IOException {
        this.services = services;
        this.rig = tls == null ? Rig.start((seen, line) -> {}) : Rig.start(tls, (seen, line) -> {});
        this.catalogue = types.stream()
                .map(type -> "{\"type\":\"" + type + "\",\"endpoints\":[{\"interface\":\"public\",\"region_id\":"
                        + "\"RegionOne\",\"url\":\"" + rig.uri("/" + type) + "\"}]}")
                .collect(Collectors.joining(","));
        plainly();
    }

    static Stand start(Function<Seen, Recorded> services) throws IOException {
        return start(
                List.of("compute", "image", "network", "volumev3", "container-infra", "metric", "alarming"), services);
    }

    static Stand start(List<String> types, Function<Seen, Recorded> services) throws IOException {
        return new Stand(null, services, types);
    }

    static Stand start(SSLContext tls) throws IOException {
        return new Stand(tls, seen -> json(200, "{\"servers\":[]}"), List.of("compute"));
    }

    static Recorded json(int status, String body, String... headers) {
        return Recorded.json(status, body, headers);
    }

    void answer(Function<Seen, Recorded> other) {
        services = other;
    }

    /** Answers everything but Keystone and the versions in this way. */
    void raw(Answer other) {
        rig.answer((seen, line) -> {
            if (isPlain(seen)) {
                line.send(recorded(seen).bytes());
            } else {
                other.to(seen, line);
            }
        });
    }

    void plainly() {
        rig.answer((seen, line) -> line.send(recorded(seen).bytes()));
    }

    private static boolean isPlain(Seen seen) {
        return seen.target().startsWith("/v3") || seen.target().equals("/compute/v2.1/");
    }

    private Recorded recorded(Seen seen) {
        if (seen.target().equals("/v3/auth/tokens")) {
            return token();
        }
        if (seen.target().equals("/compute/v2.1/")) {
            return json(200, "{\"version\":{\"id\":\"v2.1\",\"version\":\"2.93\",\"min_version\":\"2.1\"}}");
        }
        return services.apply(seen);
    }

    private Recorded token() {
        return json(
                201,
                "{\"token\":{\"issued_at\":\"2026-11-21T10:00:00.000000Z\",\"expires_at\":\"2026-11-21T11:00:00.000000Z\","
                        + "\"project\":{\"id\":\"p1\",\"name\":\"demo\"},\"catalog\":[" + catalogue + "]}}",
                "X-Subject-Token: " + TOKEN + tokens.incrementAndGet());
    }

    /** Returns how many tokens were given. */
    int tokens() {
        return tokens.get();
    }

    List<Seen> seen(String method, String path) {
        return rig.seen().stream()
                .filter(seen -> seen.method().equals(method) && seen.target().startsWith(path))
                .toList();
    }

    CloudConfig.Builder config() {
        return CloudConfig.builder(new CloudId("lab"))
                .set("auth-url", rig.uri("/v3").toString())
                .set("username", "demo")
                .set("password", PASSWORD)
                .set("project-name", "demo");
    }

    Cloud connect() {
        return new OpenStackProvider().connect(config().build());
    }

    static <S extends CloudService> S service(Cloud cloud, Class<S> type) {
        return cloud.find(type).orElseThrow();
    }

    static Call call() {
        return call(Duration.ofSeconds(20));
    }

    static Call call(Duration time) {
        return new TckCall(System::nanoTime, time);
    }

    static HostOrder order() {
        return HostOrder.builder(REGION, "web-1", new Shape("m1.tiny"), new ImageId(REGION, "8d5ecdfc"))
                .build();
    }

    static String server(String status, String more) {
        return "{\"server\":{\"id\":\"0aa1\",\"name\":\"web-1\",\"status\":\"" + status + "\",\"metadata\":{}" + more
                + "}}";
    }

    @Override
    public void close() throws IOException {
        rig.close();
    }
}
