package io.shiyun.provider.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.tck.TckCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the contract cannot know: the settings and the refusals of this very cloud. */
class TemplateProviderTest {
    private static CloudConfig.Builder config(String endpoint) {
        return CloudConfig.builder(new CloudId("lab")).set("endpoint", endpoint);
    }

    @Test
    void aWrongKeyIsRefusedInTheWordsOfTheCloud() throws Exception {
        try (TinyCloud tiny = new TinyCloud(0);
                Cloud cloud = new TemplateProvider()
                        .connect(config(tiny.endpoint()).set("key", "wrong").build())) {
            TckCall call = TckCall.of(Duration.ofSeconds(10));
            assertThatThrownBy(() -> cloud.check(call)).isInstanceOfSatisfying(CloudException.class, refusal -> {
                assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
                assertThat(refusal).hasMessageContaining("make another one").hasMessageContaining("WrongKey");
            });
        }
    }

    @Test
    void anEndpointThatIsNoAddressIsRefusedByItsKey() {
        assertThatThrownBy(() -> new TemplateProvider()
                        .connect(config("tiny.example").set("key", "k").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'endpoint'");
    }
}
