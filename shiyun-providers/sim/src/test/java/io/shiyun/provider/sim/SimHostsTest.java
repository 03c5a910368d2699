package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Charge;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Money;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimHostsTest extends SimTest {
    private final Intent one = intent("one");

    @Test
    void a_host_runs_when_the_boot_time_has_passed_and_not_before() {
        Hosts hosts = service(connect("boot-time", "2s"), Hosts.class);
        Progress.Ongoing<Host> made = ongoing(hosts.create(order("a"), one, call()));
        assertThat(made.askAgainIn()).isEqualTo(Duration.ofSeconds(2));
        clock.advance(Duration.ofMillis(1_999));
        assertThat(ongoing(hosts.proceed(made.ticket(), one, call()))
                        .soFar()
                        .orElseThrow()
                        .state())
                .isEqualTo(HostState.PENDING);
        clock.advance(Duration.ofMillis(1));
        assertThat(done(hosts.proceed(made.ticket(), one, call())).state()).isEqualTo(HostState.RUNNING);
    }

    @Test
    void the_same_intent_makes_one_host_and_another_order_under_its_token_is_refused() {
        SimCloud cloud = connect();
        Hosts hosts = service(cloud, Hosts.class);
        Host first = seen(hosts.create(order("a"), one, call()));
        assertThat(seen(hosts.create(order("a"), one, call())).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> hosts.create(order("b"), one, call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void without_tokens_a_repeated_create_makes_a_second_host_and_the_ledger_counts_it() {
        SimCloud cloud = connect("guarantee", "tags");
        Hosts hosts = service(cloud, Hosts.class);
        hosts.create(order("a"), one, call());
        hosts.create(order("a"), one, call());
        assertThat(cloud.ledger().duplicates()).isEqualTo(1);
        assertThat(cloud.ledger().hostsByToken()).containsEntry(one.token(), 2);
    }

    @Test
    void with_unique_names_a_repeated_create_is_refused() {
        Hosts hosts = service(connect("guarantee", "name"), Hosts.class);
        hosts.create(order("a"), one, call());
        assertThatThrownBy(() -> hosts.create(order("a"), one, call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXISTS));
    }

    @Test
    void a_new_host_is_found_by_id_at_once_and_in_lists_after_the_lag() {
        Hosts hosts = service(connect("list-lag", "30s"), Hosts.class);
        Host host = seen(hosts.create(order("a"), one, call()));
        assertThat(hosts.get(host.id(), call()).name()).isEqualTo("a");
        assertThat(hosts.list(HostQuery.all(REGION), Cursor.START, call()).items())
                .isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(hosts.list(HostQuery.all(REGION), Cursor.START, call()).items())
                .hasSize(1);
    }

    @Test
    void pages_walk_every_host_once_though_some_are_deleted_meanwhile() {
        Hosts hosts = service(connect("page-size", "3", "boot-time", "0s"), Hosts.class);
        for (int i = 0; i < 10; i++) {
            hosts.create(order("host-" + i), intent("token" + i), call());
        }
        Set<String> names = new HashSet<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page<Host> page = hosts.list(HostQuery.all(REGION), next.get(), call());
            page.items().forEach(host -> assertThat(names.add(host.name())).isTrue());
            hosts.delete(page.items().get(0).id(), call());
            next = page.next();
        }
        assertThat(names).hasSize(10);
    }

    @Test
    void its_life_goes_through_stop_start_resize_tag_and_delete() {
        Hosts hosts = service(connect("boot-time", "0s"), Hosts.class);
        Host host = done(hosts.create(order("a"), one, call()));
        assertThat(done(hosts.stop(host.id(), Stop.RELEASE, call())).billed()).isFalse();
        assertThatThrownBy(() -> hosts.reboot(host.id(), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(done(hosts.start(host.id(), call())).billed()).isTrue();
        assertThat(done(hosts.resize(host.id(), new Shape("large"), one, call()))
                        .shape())
                .contains(new Shape("large"));
        assertThat(hosts.tag(host.id(), Map.of("app", "", "env", "x"), call()).tags())
                .doesNotContainKey("app")
                .containsEntry("env", "x")
                .containsEntry("shiyun-op", "one");
        assertThat(done(hosts.delete(host.id(), call())).state()).isEqualTo(HostState.DELETED);
        assertThat(done(hosts.delete(host.id(), call())).state()).isEqualTo(HostState.DELETED);
        assertThatThrownBy(() -> hosts.get(host.id(), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void the_bill_counts_seconds_at_the_price_of_each_size_and_cuts_at_midnight() {
        SimCloud cloud = connect("boot-time", "0s");
        Hosts hosts = service(cloud, Hosts.class);
        Host host = done(hosts.create(order("a"), one, call()));
        clock.advance(Duration.ofHours(16));
        hosts.resize(host.id(), new Shape("medium"), one, call());
        clock.advance(Duration.ofSeconds(90));
        hosts.delete(host.id(), call());
        clock.advance(Duration.ofHours(5));
        List<Charge> rows = service(cloud, Costs.class)
                .charges(new ChargeQuery(REGION, START, START.plus(Duration.ofDays(2))), Cursor.START, call())
                .items();
        assertThat(rows).extracting(Charge::billed).containsExactly(usd("0.14"), usd("0.02"), usd("0.001"));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
