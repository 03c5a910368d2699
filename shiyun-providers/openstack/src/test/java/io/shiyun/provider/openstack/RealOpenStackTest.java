package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Direction;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallRule;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Image;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.model.Secret;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Paging;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the contract leaves open, against a real OpenStack. Everything made here carries a tag of its own and is deleted. */
@EnabledIfEnvironmentVariable(
        named = "OS_AUTH_URL",
        matches = ".+",
        disabledReason = "SKIPPED: no OpenStack; start one by testbed/openstack/up and read its openrc")
class RealOpenStackTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f test";

    private final String run = "real" + Long.toString(System.nanoTime() & 0xfff_ffffL, 36);
    private final Intent intent = new Intent("0123456789abcdef" + run, Map.of("shiyun-test", run));
    private Cloud cloud;
    private Hosts hosts;
    private Region region;

    @BeforeEach
    void connect() {
        cloud = new OpenStackProvider().connect(RealCloud.config().build());
        hosts = Stand.service(cloud, Hosts.class);
        region = cloud.regions().get(0);
    }

    @AfterEach
    void leaveNothing() throws InterruptedException {
        for (Host host : mine()) {
            follow(hosts.delete(host.id(), call()));
        }
        assertThat(mine()).isEmpty();
        cloud.close();
    }

    private static Call call() {
        return Stand.call(Duration.ofMinutes(2));
    }

    private List<Host> mine() {
        HostQuery query = new HostQuery(region, intent.tags());
        return Paging.all(call(), from -> hosts.list(query, from, call()));
    }

    private Progress<Host> follow(Progress<Host> first) throws InterruptedException {
        Progress<Host> now = first;
        for (int i = 0; i < 300 && now instanceof Progress.Ongoing<Host> ongoing; i++) {
            assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
            now = hosts.proceed(ongoing.ticket(), intent, call());
        }
        return now;
    }

    private Host done(Progress<Host> first) throws InterruptedException {
        Progress<Host> last = follow(first);
        assertThat(last).isInstanceOf(Progress.Done.class);
        return ((Progress.Done<Host>) last).value();
    }

    private HostOrder order(String shape) {
        Image image = Stand.service(cloud, Images.class).resolve(region, "debian-12", call());
        return HostOrder.builder(region, run, new Shape(shape), image.id()).build();
    }

    @Test
    void a_wrong_password_and_a_wrong_project_say_what_to_check() {
        for (Map.Entry<String, String> wrong : Map.of("password", "not-the-password", "project-name", "no-such-project")
                .entrySet()) {
            CloudConfig config =
                    RealCloud.config().set(wrong.getKey(), wrong.getValue()).build();
            try (Cloud other = new OpenStackProvider().connect(config)) {
                CloudException e = catchThrowableOfType(CloudException.class, () -> other.check(call()));
                assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
                assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
                assertThat(e.scope()).isEqualTo(Scope.ACCOUNT);
                assertThat(e.problem().message()).contains("check").contains("project");
                assertThat(e.toString()).doesNotContain(wrong.getValue());
            }
        }
    }

    @Test
    void a_token_that_was_revoked_is_renewed_once() {
        Options options = Options.of(RealCloud.config().build());
        try (Desk desk = new Desk(RealCloud.config().build(), options)) {
            Login first = desk.login(call());
            var revoke = io.shiyun.wire.Request.delete(java.net.URI.create(options.authUrl() + "/auth/tokens"))
                    .header("X-Auth-Token", first.token().reveal())
                    .header("X-Subject-Token", first.token().reveal());
            assertThat(desk.http().send(revoke, call()).status()).isEqualTo(204);
            desk.compute(region, call()).get(Path.of("servers").with("limit", "1"));
            assertThat(desk.login(call()).token()).isNotEqualTo(first.token());
        }
    }

    @Test
    void a_size_that_fits_nowhere_failed_for_want_of_stock_and_remains() throws InterruptedException {
        Progress<Host> last = follow(hosts.create(order("c1.huge"), intent, call()));
        assertThat(last).isInstanceOf(Progress.Failed.class);
        Progress.Failed<Host> failed = (Progress.Failed<Host>) last;
        assertThat(failed.problem().reason()).isEqualTo(Reason.STOCK);
        assertThat(failed.problem().scope()).isEqualTo(Scope.SHAPE);
        assertThat(failed.problem().message()).contains("No valid host");
        assertThat(failed.remains()).hasSize(1);
        Host left = hosts.get((HostId) failed.remains().get(0), call());
        assertThat(left.state()).isEqualTo(HostState.ERROR);
    }

    @Test
    void a_host_that_cannot_grow_keeps_its_size_and_says_why() throws InterruptedException {
        Host host = done(hosts.create(order("m1.tiny"), intent, call()));
        Progress<Host> last = follow(hosts.resize(host.id(), new Shape("c1.huge"), intent, call()));
        assertThat(last).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed<Host>) last).problem().reason()).isEqualTo(Reason.STOCK);
        assertThat(hosts.get(host.id(), call()).shape()).contains(new Shape("m1.tiny"));
    }

    @Test
    void a_host_with_everything_is_made_and_leaves_nothing_behind() throws InterruptedException {
        Networks networks = Stand.service(cloud, Networks.class);
        FirewallRule ssh = FirewallRule.builder(Direction.IN, "tcp", 22, 22, List.of("192.0.2.0/24", "2001:db8::/32"))
                .build();
        Firewall wall = networks.putFirewall(
                FirewallOrder.builder(region, run)
                        .rules(List.of(ssh))
                        .tags(Map.of("team", "blue"))
                        .build(),
                call());
        try {
            assertThat(wall.rules()).containsExactly(ssh);
            assertThat(wall.tags()).isEqualTo(Map.of("team", "blue"));
            HostOrder order = order("m1.tiny").toBuilder()
                    .firewalls(List.of(wall.id()))
                    .publicAddress(true)
                    .sshKey(KEY)
                    .userData(Secret.of("#cloud-config\n"))
                    .spread(run)
                    .zone(new io.shiyun.model.Zone(region, "nova"))
                    .build();
            Host host = done(hosts.create(order, intent, call()));
            assertThat(host.publicAddresses()).hasSize(1);
            assertThat(host.addresses()).hasSize(1);
            assertThat(host.zone()).map(zone -> zone.name()).contains("nova");
            for (String name : List.of(
                    host.addresses().get(0),
                    host.publicAddresses().get(0),
                    host.id().value(),
                    run)) {
                HostAddress there = HostAddress.builder(region, run, name).build();
                assertThat(done(hosts.adopt(there, intent, call())).id()).isEqualTo(host.id());
            }
            done(hosts.delete(host.id(), call()));
            assertThat(Paging.all(call(), from -> networks.addresses(region, from, call())))
                    .noneMatch(address -> host.publicAddresses().contains(address.address()));
            try (Desk desk = new Desk(
                    RealCloud.config().build(), Options.of(RealCloud.config().build()))) {
                Api nova = desk.compute(region, call());
                assertThat(nova.get(Path.of("os-server-groups")).items("server_groups"))
                        .noneMatch(group -> group.text("name").equals(Helpers.PREFIX + run));
            }
        } finally {
            networks.deleteFirewall(wall.id(), call());
        }
    }

    @Test
    void a_host_that_somebody_deletes_in_the_middle_is_told_as_such() throws InterruptedException {
        Progress<Host> made = hosts.create(order("m1.tiny"), intent, call());
        assertThat(made).isInstanceOf(Progress.Ongoing.class);
        Ticket ticket = ((Progress.Ongoing<Host>) made).ticket();
        done(hosts.delete(new HostId(region, ticket.arg(0)), call()));
        Progress<Host> last = follow(made);
        assertThat(last).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed<Host>) last).problem().reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void unknown_words_in_an_order_are_refused_before_anything_is_made() {
        CloudException zone = catchThrowableOfType(
                CloudException.class,
                () -> hosts.create(
                        order("m1.tiny").toBuilder()
                                .zone(new io.shiyun.model.Zone(region, "no-such-zone"))
                                .build(),
                        intent,
                        call()));
        assertThat(zone.reason()).isEqualTo(Reason.INVALID);
        CloudException disk = catchThrowableOfType(
                CloudException.class,
                () -> hosts.create(
                        order("m1.tiny").toBuilder()
                                .disk(io.shiyun.model.Bytes.gib(100))
                                .build(),
                        intent,
                        call()));
        assertThat(disk.reason()).isEqualTo(Reason.INVALID);
        assertThat(disk.problem().message()).contains("Cinder");
        CloudException tag = catchThrowableOfType(
                CloudException.class,
                () -> hosts.create(
                        order("m1.tiny").toBuilder().tags(Map.of("a/b", "c")).build(), intent, call()));
        assertThat(tag.reason()).isEqualTo(Reason.INVALID);
        assertThat(tag.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(hosts.list(new HostQuery(region, intent.tags()), Cursor.START, call())
                        .items())
                .isEmpty();
    }

    @Test
    void every_microversion_from_the_oldest_on_serves_a_life_of_a_host() throws InterruptedException {
        for (String version : List.of("2.1", "2.26", "2.47", "2.79")) {
            CloudConfig config =
                    RealCloud.config().set("compute-api-version", version).build();
            try (Cloud older = new OpenStackProvider().connect(config)) {
                Hosts its = Stand.service(older, Hosts.class);
                hosts = its;
                HostOrder order =
                        order("m1.tiny").toBuilder().spread(run).sshKey(KEY).build();
                Host host = done(its.create(order, intent, call()));
                assertThat(host.shape()).as(version).contains(new Shape("m1.tiny"));
                assertThat(mine()).extracting(Host::id).contains(host.id());
                assertThat(done(its.delete(host.id(), call())).state()).isEqualTo(HostState.DELETED);
            } finally {
                hosts = Stand.service(cloud, Hosts.class);
            }
        }
    }
}
