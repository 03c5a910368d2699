package io.shiyun.tck;

import static io.shiyun.spi.Operation.HOSTS_ADOPT;
import static io.shiyun.spi.Operation.HOSTS_CONSOLE;
import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
import static io.shiyun.spi.Operation.HOSTS_GET;
import static io.shiyun.spi.Operation.HOSTS_LIST;
import static io.shiyun.spi.Operation.HOSTS_REBOOT;
import static io.shiyun.spi.Operation.HOSTS_RESIZE;
import static io.shiyun.spi.Operation.HOSTS_START;
import static io.shiyun.spi.Operation.HOSTS_STOP;
import static io.shiyun.spi.Operation.HOSTS_TAG;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.spi.Console;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The life of a host. */
final class HostRules {
    private static final String HOSTS = "hosts";

    private HostRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("a created host runs and is found by its id", HostRules::create, HOSTS_GET),
                rule("a created host is listed by its tags", HostRules::listed, HOSTS_LIST),
                rule("the tags of order and intent are there from the first moment", HostRules::tagged, HOSTS_LIST),
                rule("a host is told of in the words of the order", HostRules::facts, HOSTS_GET),
                rule("pages walk every host once", HostRules::pages, HOSTS_LIST),
                rule(
                        "stop and start change the state and repeat without harm",
                        HostRules::stopStart,
                        HOSTS_STOP,
                        HOSTS_START),
                rule("a reboot ends running", HostRules::reboot, HOSTS_REBOOT),
                rule("a reboot of a stopped host is a conflict", HostRules::rebootStopped, HOSTS_REBOOT, HOSTS_STOP),
                rule("a resized host has the new size", HostRules::resize, HOSTS_RESIZE),
                rule("tags are set and removed and others stay", HostRules::tag, HOSTS_TAG),
                rule("the console is that of the host", HostRules::console, HOSTS_CONSOLE),
                rule("a deleted host is gone and deleting it again is done", HostRules::delete, HOSTS_GET, HOSTS_LIST),
                rule("a host that never was is not found", HostRules::unknown, HOSTS_GET),
                rule("an unknown size or image is refused and makes nothing", HostRules::badOrder, HOSTS_LIST),
                rule("a name the cloud cannot take is refused", HostRules::badName),
                rule("a machine that exists is taken in once", HostRules::adopt, HOSTS_ADOPT));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... more) {
        List<Operation> needs = new ArrayList<>(List.of(HOSTS_CREATE, HOSTS_DELETE));
        needs.addAll(List.of(more));
        return new Rule(HOSTS, sentence, needs, body);
    }

    private static Hosts hosts(Bench bench) {
        return bench.service(Hosts.class);
    }

    /** Lists all hosts that have the tags of this intent. */
    static List<Host> of(Bench bench, Intent intent) {
        HostQuery query = new HostQuery(bench.region(), intent.tags());
        return bench.all(cursor -> hosts(bench).list(query, cursor, bench.call()), Host::id);
    }

    private static Host follow(Bench bench, Progress<Host> progress) {
        Intent intent = bench.intent();
        return bench.done(progress, ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
    }

    private static void create(Bench bench) {
        Host made = bench.fixtures().newHost("create");
        Expect.same(HostState.RUNNING, made.state(), "the state of a created host");
        Host found = hosts(bench).get(made.id(), bench.call());
        Expect.same(made.id(), found.id(), "the id of the host found");
        Expect.same(HostState.RUNNING, found.state(), "the state of the host found");
    }

    private static void listed(Bench bench) throws Exception {
        Intent intent = bench.intent();
        Host made =
                bench.fixtures().newHost(bench.fixtures().hostOrder("listed").build(), intent);
        bench.until(
                "the host is in the list of its tags",
                () -> of(bench, intent).stream().anyMatch(host -> host.id().equals(made.id())));
        Map<String, String> others = Map.of("shiyun-tck-n", "nobody");
        List<Host> foreign = bench.all(
                cursor -> hosts(bench).list(new HostQuery(bench.region(), others), cursor, bench.call()), Host::id);
        Expect.that(foreign.isEmpty(), "a list of tags that nobody has shows %s", foreign);
        Map<String, String> any = Map.of("shiyun-tck-n", "");
        List<Host> all = bench.all(
                cursor -> hosts(bench).list(new HostQuery(bench.region(), any), cursor, bench.call()), Host::id);
        Expect.that(
                all.stream().anyMatch(host -> host.id().equals(made.id())),
                "a list of a tag of any value does not show %s",
                made.id());
    }

    private static void tagged(Bench bench) throws Exception {
        Intent intent = bench.intent();
        HostOrder order = bench.fixtures().hostOrder("tagged").build();
        bench.fixtures().deleteLater(order.name(), intent);
        Progress<Host> accepted = hosts(bench).create(order, intent, bench.call());
        bench.until("a host of this intent is listed", () -> !of(bench, intent).isEmpty());
        Host host = of(bench, intent).get(0);
        Expect.that(
                host.tags().entrySet().containsAll(order.tags().entrySet())
                        && host.tags().entrySet().containsAll(intent.tags().entrySet()),
                "the tags are %s; those of the order are %s, those of the intent %s",
                host.tags(),
                order.tags(),
                intent.tags());
        bench.done(accepted, ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
    }

    private static void facts(Bench bench) {
        HostOrder order = bench.fixtures().hostOrder("facts").build();
        Host host = bench.fixtures().newHost(order, bench.intent());
        Expect.same(order.region(), host.region(), "the region of the host");
        Expect.same(order.name(), host.name(), "the name of the host");
        Expect.that(
                host.shape().map(order.shape()::equals).orElse(true),
                "the shape is %s; ordered was %s",
                host.shape(),
                order.shape());
        Expect.that(!host.nativeState().isBlank(), "the cloud's own word for the state is missing");
        host.zone().ifPresent(zone -> Expect.same(order.region(), zone.region(), "the region of the zone"));
        host.image().ifPresent(image -> Expect.same(order.region(), image.region(), "the region of the image"));
        Expect.that(host.problem().isEmpty(), "a running host has the problem %s", host.problem());
    }

    private static void pages(Bench bench) throws Exception {
        List<HostId> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(bench.fixtures().newHost("page").id());
        }
        bench.until(
                "all new hosts are listed",
                () -> bench
                        .all(cursor -> hosts(bench).list(HostQuery.all(bench.region()), cursor, bench.call()), Host::id)
                        .stream()
                        .map(Host::id)
                        .toList()
                        .containsAll(made));
    }

    private static void stopStart(Bench bench) {
        HostId id = bench.fixtures().newHost("stop").id();
        for (int i = 0; i < 2; i++) {
            Host stopped = follow(bench, hosts(bench).stop(id, Stop.KEEP, bench.call()));
            Expect.same(HostState.STOPPED, stopped.state(), "the state of a stopped host");
        }
        for (int i = 0; i < 2; i++) {
            Host started = follow(bench, hosts(bench).start(id, bench.call()));
            Expect.same(HostState.RUNNING, started.state(), "the state of a started host");
        }
        Host released = follow(bench, hosts(bench).stop(id, Stop.RELEASE, bench.call()));
        Expect.same(HostState.STOPPED, released.state(), "the state of a host that was stopped and released");
    }

    private static void reboot(Bench bench) {
        HostId id = bench.fixtures().newHost("reboot").id();
        Host after = follow(bench, hosts(bench).reboot(id, bench.call()));
        Expect.same(HostState.RUNNING, after.state(), "the state after a reboot");
    }

    private static void rebootStopped(Bench bench) {
        HostId id = bench.fixtures().newHost("halt").id();
        follow(bench, hosts(bench).stop(id, Stop.KEEP, bench.call()));
        Expect.refused("the reboot of a stopped host", () -> hosts(bench).reboot(id, bench.call()), Reason.CONFLICT);
    }

    private static void resize(Bench bench) {
        Shape other = bench.fixtures().otherShape();
        HostId id = bench.fixtures().newHost("resize").id();
        for (int i = 0; i < 2; i++) {
            Intent intent = bench.intent();
            Host resized = bench.done(
                    hosts(bench).resize(id, other, intent, bench.call()),
                    ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
            Expect.same(other, resized.shape().orElseThrow(() -> new AssertionError("it has no shape")), "the shape");
            Expect.same(HostState.RUNNING, resized.state(), "the state of a host that ran before it was resized");
        }
    }

    private static void tag(Bench bench) {
        Intent intent = bench.intent();
        HostId id = bench.fixtures()
                .newHost(bench.fixtures().hostOrder("tag").build(), intent)
                .id();
        hosts(bench).tag(id, Map.of("tck-one", "1", "tck-two", "2"), bench.call());
        Host tagged = hosts(bench).tag(id, Map.of("tck-one", "", "tck-two", "3"), bench.call());
        Expect.that(!tagged.tags().containsKey("tck-one"), "an empty value did not remove the tag: %s", tagged.tags());
        Expect.same("3", tagged.tags().getOrDefault("tck-two", ""), "the value of a changed tag");
        Expect.that(
                tagged.tags().entrySet().containsAll(intent.tags().entrySet()), "other tags went: %s", tagged.tags());
    }

    private static void console(Bench bench) {
        HostId id = bench.fixtures().newHost("console").id();
        Console console = hosts(bench).console(id, bench.call());
        Expect.same(id, console.host(), "the host of the console");
        Expect.that(console.text().length() <= 1 << 20, "the console is longer than 1 MiB");
    }

    private static void delete(Bench bench) throws Exception {
        Intent intent = bench.intent();
        HostId id = bench.fixtures()
                .newHost(bench.fixtures().hostOrder("delete").build(), intent)
                .id();
        for (int i = 0; i < 2; i++) {
            Host gone = bench.fixtures().delete(id);
            Expect.same(HostState.DELETED, gone.state(), "the state of a deleted host");
            Expect.same(id, gone.id(), "the id of a deleted host");
        }
        Expect.refused("getting a deleted host", () -> hosts(bench).get(id, bench.call()), Reason.NOT_FOUND);
        bench.until("the deleted host is in no list", () -> of(bench, intent).isEmpty());
    }

    private static void unknown(Bench bench) {
        HostId id = bench.fixtures().newHost("unknown").id();
        bench.fixtures().delete(id);
        Expect.refused("getting " + id, () -> hosts(bench).get(id, bench.call()), Reason.NOT_FOUND);
        HostId never = new HostId(
                bench.region(), new StringBuilder(id.value()).reverse().toString());
        Expect.refused(
                "getting " + never, () -> hosts(bench).get(never, bench.call()), Reason.NOT_FOUND, Reason.INVALID);
    }

    private static void badOrder(Bench bench) {
        Intent intent = bench.intent();
        HostOrder good = bench.fixtures().hostOrder("bad").build();
        bench.fixtures().deleteLater(good.name(), intent);
        HostOrder noShape =
                good.toBuilder().shape(new Shape("tck-no-such-size")).build();
        Expect.refused(
                "an order of an unknown size",
                () -> hosts(bench).create(noShape, intent, bench.call()),
                Reason.INVALID,
                Reason.NOT_SOLD,
                Reason.NOT_FOUND);
        HostOrder noImage = good.toBuilder()
                .image(new ImageId(bench.region(), "tck-no-such-image"))
                .build();
        Expect.refused(
                "an order of an unknown image",
                () -> hosts(bench).create(noImage, bench.intent(), bench.call()),
                Reason.INVALID,
                Reason.NOT_FOUND);
        Expect.that(of(bench, intent).isEmpty(), "an order that was refused made %s", of(bench, intent));
    }

    private static void badName(Bench bench) {
        Intent intent = bench.intent();
        HostOrder order = bench.fixtures()
                .hostOrder("bad")
                .name("no name\n" + "x".repeat(300))
                .build();
        bench.fixtures().deleteLater("of a bad name", intent);
        Expect.refused(
                "an order of a name of 308 characters with a line break",
                () -> hosts(bench).create(order, intent, bench.call()),
                Reason.INVALID);
    }

    private static void adopt(Bench bench) {
        String address = bench.harness().option("adopt.address").orElseGet(() -> addressOfAHost(bench));
        Intent intent = bench.intent();
        int port = bench.harness().option("adopt.port").map(Integer::valueOf).orElse(22);
        HostAddress there = HostAddress.builder(bench.region(), bench.name("adopt"), address)
                .port(port)
                .tags(Map.of("tck-hint", "adopt"))
                .build();
        List<HostId> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Host host = bench.done(
                    hosts(bench).adopt(there, intent, bench.call()),
                    ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
            bench.later("adopted host " + host.id(), () -> bench.fixtures().delete(host.id()));
            ids.add(host.id());
        }
        Expect.same(ids.get(0), ids.get(1), "the id of the same machine taken in again");
    }

    /** A machine that exists and is not yet known as adopted: a host made for it, where hosts have addresses. */
    private static String addressOfAHost(Bench bench) {
        List<String> addresses = bench.fixtures().has(HOSTS_CREATE)
                ? bench.fixtures().newHost("there").addresses()
                : List.of();
        return addresses.stream().findFirst().orElse("127.0.0.1");
    }
}
