package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.tck.TckCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call ends in its time, at a cloud that takes connections and says nothing. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeadlineTest {
    private static Cloud cloud(int port) {
        return new JcloudsProvider()
                .connect(CloudConfig.builder(new CloudId("lab"))
                        .set("api", "openstack-nova")
                        .set("endpoint", "http://127.0.0.1:" + port + "/v3")
                        .set("identity", "Default:demo")
                        .set("credential", "canary-secret")
                        .set("properties", OpenStack.keystone("demo"))
                        .build());
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    void aSilentCloudIsLeftWhenTheTimeIsOver() throws Exception {
        try (ServerSocket server = silent();
                Cloud cloud = cloud(server.getLocalPort())) {
            warm(cloud);
            long start = System.nanoTime();
            CloudException failure =
                    catchThrowableOfType(CloudException.class, () -> cloud.check(TckCall.of(Duration.ofMillis(500))));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        }
    }

    /** Building jclouds' parts is most of a first call; the time of the next is that of the network. */
    private static void warm(Cloud cloud) {
        assertThatThrownBy(() -> cloud.check(TckCall.of(Duration.ofMillis(50)))).isInstanceOf(CloudException.class);
    }

    @Test
    void aCallThatIsCalledOffEndsAtOnce() throws Exception {
        try (ServerSocket server = silent();
                Cloud cloud = cloud(server.getLocalPort())) {
            TckCall call = TckCall.of(Duration.ofSeconds(50));
            CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> cloud.check(call));
            server.accept();
            call.cancel();
            Throwable failure = asked.handle((done, failed) -> failed).get(10, TimeUnit.SECONDS);
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        }
    }

    @Test
    void aCloudThatIsNotThereWasNotAsked() throws Exception {
        int port;
        try (ServerSocket gone = silent()) {
            port = gone.getLocalPort();
        }
        try (Cloud cloud = cloud(port)) {
            CloudException failure =
                    catchThrowableOfType(CloudException.class, () -> cloud.check(TckCall.of(Duration.ofSeconds(20))));
            assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
        }
    }
}
