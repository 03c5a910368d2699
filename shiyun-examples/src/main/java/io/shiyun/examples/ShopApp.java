package io.shiyun.examples;

import io.shiyun.AppSpec;
import io.shiyun.model.Check;
import io.shiyun.model.Probe;
import io.shiyun.model.Rollout;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;

/** The shop as an app: how the examples deploy {@link ShopService}. */
final class ShopApp {
    /** The port of its spec. */
    static final String PORT = "http";

    private ShopApp() {}

    /** Three replicas of a version, each a Java process of its own. */
    static AppSpec version(String version) {
        return AppSpec.named("shop")
                .command(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        classes(),
                        ShopService.class.getName())
                .env("SHOP_VERSION", version)
                .replicas(3)
                .http(0)
                .ready(Probe.builder(new Check.Http(PORT, "/health"))
                        .every(Duration.ofMillis(100))
                        .timeout(Duration.ofSeconds(1))
                        .fall(5)
                        .build())
                .rollout(Rollout.builder()
                        .deadline(Duration.ofSeconds(60))
                        .drain(Duration.ofMillis(200))
                        .build())
                .stopGrace(Duration.ofSeconds(15));
    }

    private static String classes() {
        try {
            return Path.of(ShopService.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the example's own classes is no path", e);
        }
    }
}
