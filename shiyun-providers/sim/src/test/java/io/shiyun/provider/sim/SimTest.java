package io.shiyun.provider.sim;

import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.tck.TckCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A simulated cloud under virtual time, for the tests of this package. */
abstract class SimTest {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final Region REGION = Region.of("lab", "sim-1");

    final SimClock clock = new SimClock(START);
    final SimWorld world = new SimWorld();

    SimCloud connect(String... settings) {
        CloudConfig.Builder config =
                CloudConfig.builder(new CloudId("lab")).clock(clock).ticker(clock::nanoTime);
        for (int i = 0; i < settings.length; i += 2) {
            config.set(settings[i], settings[i + 1]);
        }
        return new SimProvider(world).connect(config.build());
    }

    TckCall call() {
        return new TckCall(clock::nanoTime, Duration.ofSeconds(10));
    }

    static <S extends CloudService> S service(Cloud cloud, Class<S> type) {
        return cloud.find(type).orElseThrow();
    }

    static HostOrder order(String name) {
        return HostOrder.builder(REGION, name, new Shape("small"), new ImageId(REGION, "debian-12"))
                .tags(Map.of("app", "test"))
                .build();
    }

    static Intent intent(String token) {
        return new Intent((token + "0000000000000000").substring(0, 16), Map.of("shiyun-op", token));
    }

    static <T> T done(Progress<T> progress) {
        if (progress instanceof Progress.Done<T> done) {
            return done.value();
        }
        throw new AssertionError("not done: " + progress);
    }

    static <T> Progress.Ongoing<T> ongoing(Progress<T> progress) {
        if (progress instanceof Progress.Ongoing<T> ongoing) {
            return ongoing;
        }
        throw new AssertionError("not ongoing: " + progress);
    }

    static <T> Progress.Failed<T> failed(Progress<T> progress) {
        if (progress instanceof Progress.Failed<T> failed) {
            return failed;
        }
        throw new AssertionError("not failed: " + progress);
    }

    static Host seen(Progress<Host> progress) {
        return progress instanceof Progress.Ongoing<Host> ongoing
                ? ongoing.soFar().orElseThrow()
                : done(progress);
    }
}
