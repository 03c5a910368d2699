package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.tck.Claims;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimProviderTest extends SimTest {
    private static CloudConfig config(String... settings) {
        CloudConfig.Builder config = CloudConfig.builder(new CloudId("lab"));
        for (int i = 0; i < settings.length; i += 2) {
            config.set(settings[i], settings[i + 1]);
        }
        return config.build();
    }

    @Test
    void its_claims_are_all_that_it_does_in_full() {
        SimProvider provider = new SimProvider();
        assertThat(Claims.of(provider).labels())
                .isEqualTo(provider.capabilities().full().stream()
                        .map(Operation::label)
                        .collect(Collectors.toSet()));
    }

    @Test
    void sessions_that_name_the_same_world_share_it_and_others_do_not() {
        String world = "shared-by-this-test";
        SimCloud one = new SimProvider().connect(config("world", world));
        SimCloud two = new SimProvider().connect(config("world", world));
        SimCloud other = new SimProvider().connect(config());
        service(one, Hosts.class).create(order("a"), intent("a"), call());
        assertThat(two.ledger().hosts()).isEqualTo(1);
        assertThat(SimWorld.named(world).ledger().hosts()).isEqualTo(1);
        assertThat(other.ledger().hosts()).isZero();
        SimWorld.forget(world);
        assertThat(SimWorld.named(world).ledger().hosts()).isZero();
        SimWorld.forget(world);
    }

    @Test
    void settings_throw_the_switches() {
        SimCloud cloud = new SimProvider().connect(config("dead", "true", "out-of-stock", "small"));
        assertThatThrownBy(() -> service(cloud, Hosts.class).list(HostQuery.all(REGION), Cursor.START, call()))
                .hasMessageContaining("refused");
        cloud.faults().dead(false);
        assertThatThrownBy(() -> service(cloud, Hosts.class).create(order("a"), intent("a"), call()))
                .hasMessageContaining("STOCK");
    }

    @Test
    void a_session_tells_the_guarantee_that_its_settings_give() {
        SimCloud cloud = new SimProvider().connect(config("guarantee", "tags", "list-lag", "3s"));
        var promise = cloud.narrow(new SimProvider().capabilities(), call()).guarantee(Operation.HOSTS_CREATE);
        assertThat(promise.kind()).isEqualTo(GuaranteeKind.TAGS);
        assertThat(promise.visibleWithin()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "boot-time,soon",
        "list-lag,31s",
        "page-size,0",
        "guarantee,luck",
        "lost-reply,2",
        "dead,perhaps",
        "seed,x"
    })
    void a_setting_that_cannot_be_right_is_named_with_its_environment_variable(String key, String value) {
        assertThatThrownBy(() -> new SimProvider().connect(config(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("SIM_" + key.replace('-', '_').toUpperCase(Locale.ROOT))
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void times_are_written_in_any_usual_way() {
        assertThat(SimOptions.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(SimOptions.duration("2s")).isEqualTo(Duration.ofSeconds(2));
        assertThat(SimOptions.duration("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(SimOptions.duration("PT5S")).isEqualTo(Duration.ofSeconds(5));
        assertThat(SimOptions.duration("-1h")).isEqualTo(Duration.ofHours(-1));
    }
}
