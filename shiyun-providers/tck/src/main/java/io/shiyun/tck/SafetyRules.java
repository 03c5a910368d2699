package io.shiyun.tck;

import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_CREATE_MANY;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
import static io.shiyun.spi.Operation.HOSTS_GET;
import static io.shiyun.spi.Operation.HOSTS_LIST;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Batch;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Outcome;
import io.shiyun.spi.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What keeps a create single and a call bounded, shown on hosts. */
final class SafetyRules {
    private static final String HOSTS = "hosts";

    private SafetyRules() {}

    static List<Rule> rules() {
        List<Operation> life = List.of(HOSTS_CREATE, HOSTS_LIST, HOSTS_DELETE);
        List<Operation> many = List.of(HOSTS_CREATE_MANY, HOSTS_LIST, HOSTS_DELETE);
        List<Operation> reads = List.of(HOSTS_LIST, HOSTS_GET);
        return List.of(
                new Rule(HOSTS, "the same intent makes one host", life, SafetyRules::once),
                new Rule(HOSTS, "a token with another order makes no second host", life, SafetyRules::otherOrder),
                new Rule(HOSTS, "another intent makes another host", life, SafetyRules::twice),
                new Rule(HOSTS, "createMany makes as many as asked and repeats without harm", many, SafetyRules::many),
                new Rule(HOSTS, "a ticket goes on in a new session", life, SafetyRules::resume),
                new Rule(HOSTS, "a step repeated after the end is harmless", life, SafetyRules::repeat),
                new Rule(HOSTS, "a call that is over sends nothing", life, SafetyRules::over),
                new Rule(HOSTS, "a call that was cancelled sends nothing", life, SafetyRules::cancelled),
                new Rule(HOSTS, "many threads can ask at once", reads, SafetyRules::threads));
    }

    private static Hosts hosts(Bench bench) {
        return bench.service(Hosts.class);
    }

    private static Host create(Bench bench, HostOrder order, Intent intent) {
        Progress<Host> first = hosts(bench).create(order, intent, bench.call());
        return bench.done(first, ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
    }

    private static void once(Bench bench) throws Exception {
        Guarantee guarantee = bench.capabilities().guarantee(HOSTS_CREATE);
        HostOrder order = bench.fixtures().hostOrder("once").build();
        Intent intent = bench.intent();
        Host first = bench.fixtures().newHost(order, intent);
        switch (guarantee.kind()) {
            case TOKEN ->
                Expect.same(
                        first.id(), create(bench, order, intent).id(), "the id of the host the same token made again");
            case NAME -> sameNameAgain(bench, order, intent, first);
            case TAGS ->
                bench.until(
                        "the host can be found by the tags of its intent",
                        () -> HostRules.of(bench, intent).stream()
                                .anyMatch(host -> host.id().equals(first.id())));
            default -> throw new Absent("the provider promises nothing that keeps a repeated create single");
        }
        bench.pause(guarantee.visibleWithin());
        List<Host> made = HostRules.of(bench, intent);
        Expect.same(1, made.size(), "the number of hosts of one intent after " + guarantee.visibleWithin());
    }

    private static void sameNameAgain(Bench bench, HostOrder order, Intent intent, Host first) {
        try {
            Expect.same(first.id(), create(bench, order, intent).id(), "the id of the host of the same name");
        } catch (CloudException refusal) {
            Expect.same(Reason.EXISTS, refusal.reason(), "the refusal of a second host of the same name");
        }
    }

    private static void otherOrder(Bench bench) {
        if (bench.capabilities().guarantee(HOSTS_CREATE).kind() != GuaranteeKind.TOKEN) {
            throw new Absent("the provider keeps no tokens");
        }
        HostOrder order = bench.fixtures().hostOrder("token").build();
        Intent intent = bench.intent();
        Host first = bench.fixtures().newHost(order, intent);
        HostOrder other = order.toBuilder().name(bench.name("other")).build();
        try {
            Host answer = create(bench, other, intent);
            Expect.same(first.id(), answer.id(), "the host of a token that came with another order before");
        } catch (CloudException refusal) {
            Expect.that(
                    Set.of(Reason.INVALID, Reason.CONFLICT, Reason.EXISTS).contains(refusal.reason()),
                    "a token with another order was refused with %s; expected INVALID, CONFLICT or EXISTS",
                    refusal.problem());
        }
        Expect.that(HostRules.of(bench, intent).size() <= 1, "one token made %s", HostRules.of(bench, intent));
    }

    private static void twice(Bench bench) {
        HostId one = bench.fixtures().newHost("one").id();
        HostId two = bench.fixtures().newHost("two").id();
        Expect.that(!one.equals(two), "two intents were both answered with %s", one);
    }

    private static void many(Bench bench) throws Exception {
        HostOrder order = bench.fixtures().hostOrder("many").build();
        Intent intent = bench.intent();
        bench.fixtures().deleteLater(order.name(), intent);
        List<Host> first = batch(bench, order, intent);
        Set<HostId> ids = new HashSet<>();
        for (int i = 0; i < first.size(); i++) {
            ids.add(first.get(i).id());
            Expect.same(order.name() + "-" + (i + 1), first.get(i).name(), "the name of host " + (i + 1));
        }
        Expect.same(3, ids.size(), "the number of hosts made");
        if (bench.capabilities().guarantee(HOSTS_CREATE_MANY).kind() == GuaranteeKind.TOKEN) {
            batch(bench, order, intent);
        }
        bench.until("three hosts are listed", () -> HostRules.of(bench, intent).size() == 3);
    }

    private static List<Host> batch(Bench bench, HostOrder order, Intent intent) {
        Batch<Progress<Host>> batch = hosts(bench).createMany(order, 3, intent, bench.call());
        Expect.same(3, batch.outcomes().size(), "the number of outcomes");
        List<Host> made = new ArrayList<>();
        for (Outcome<Progress<Host>> outcome : batch.outcomes()) {
            if (outcome instanceof Outcome.Succeeded<Progress<Host>> succeeded) {
                made.add(bench.done(succeeded.value(), ticket -> hosts(bench).proceed(ticket, intent, bench.call())));
            } else {
                throw new AssertionError("one of three became " + outcome);
            }
        }
        return made;
    }

    private static void resume(Bench bench) {
        HostOrder order = bench.fixtures().hostOrder("resume").build();
        Intent intent = bench.intent();
        bench.fixtures().deleteLater(order.name(), intent);
        Cloud before = bench.another();
        Progress<Host> accepted = Bench.service(before, Hosts.class).create(order, intent, bench.call());
        before.close();
        Hosts after = Bench.service(bench.another(), Hosts.class);
        Host host = bench.done(accepted, ticket -> after.proceed(ticket, intent, bench.call()));
        Expect.same(host.id(), after.get(host.id(), bench.call()).id(), "the host found by a new session");
    }

    private static void repeat(Bench bench) throws Exception {
        HostOrder order = bench.fixtures().hostOrder("repeat").build();
        Intent intent = bench.intent();
        bench.fixtures().deleteLater(order.name(), intent);
        Progress<Host> accepted = hosts(bench).create(order, intent, bench.call());
        Host host = bench.done(accepted, ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
        if (accepted instanceof Progress.Ongoing<Host> ongoing) {
            Host again = bench.done(
                    hosts(bench).proceed(ongoing.ticket(), intent, bench.call()),
                    ticket -> hosts(bench).proceed(ticket, intent, bench.call()));
            Expect.same(host.id(), again.id(), "the host of a step repeated after the end");
        }
        bench.until(
                "one host of the intent is listed",
                () -> HostRules.of(bench, intent).size() == 1);
    }

    private static void over(Bench bench) {
        HostQuery all = HostQuery.all(bench.region());
        Expect.notSent(
                "a list whose time is over", () -> hosts(bench).list(all, Cursor.START, bench.over()), Reason.TIMEOUT);
        createNothing(bench, bench.over(), Reason.TIMEOUT);
    }

    private static void cancelled(Bench bench) {
        HostQuery all = HostQuery.all(bench.region());
        Expect.notSent(
                "a list that was cancelled",
                () -> hosts(bench).list(all, Cursor.START, bench.cancelled()),
                Reason.CANCELLED);
        createNothing(bench, bench.cancelled(), Reason.CANCELLED);
    }

    private static void createNothing(Bench bench, Call call, Reason reason) {
        HostOrder order = bench.fixtures().hostOrder("never").build();
        Intent intent = bench.intent();
        bench.fixtures().deleteLater(order.name(), intent);
        Expect.notSent("a create", () -> hosts(bench).create(order, intent, call), reason);
        Expect.that(HostRules.of(bench, intent).isEmpty(), "a create that was refused as not sent made a host");
    }

    private static void threads(Bench bench) throws Exception {
        Optional<HostId> id = bench.fixtures().has(HOSTS_CREATE)
                ? Optional.of(bench.fixtures().newHost("threads").id())
                : Optional.empty();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                answers.add(threads.submit(() -> {
                    bench.all(
                            cursor -> hosts(bench).list(HostQuery.all(bench.region()), cursor, bench.call()), Host::id);
                    id.ifPresent(host -> hosts(bench).get(host, bench.call()));
                }));
            }
            for (Future<?> answer : answers) {
                answer.get(bench.harness().patience().toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            threads.shutdownNow();
            Expect.that(
                    threads.awaitTermination(10, TimeUnit.SECONDS),
                    "threads still ask after %s",
                    Duration.ofSeconds(10));
        }
    }
}
