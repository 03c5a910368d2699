package io.shiyun.tck;

import static io.shiyun.spi.Operation.APPS_APPLY;
import static io.shiyun.spi.Operation.APPS_DELETE;
import static io.shiyun.spi.Operation.APPS_DRIFT;
import static io.shiyun.spi.Operation.APPS_GET;
import static io.shiyun.spi.Operation.APPS_LIST;
import static io.shiyun.spi.Operation.APPS_PROCEED;
import static io.shiyun.spi.Operation.APPS_RESTART;
import static io.shiyun.spi.Operation.APPS_SCALE;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Reason;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.model.Trouble;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The life of an app: apply, roll, roll back, scale, restart, delete. */
final class AppRules {
    private AppRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("an applied app serves with all its replicas", AppRules::apply, APPS_LIST),
                rule("applying the order in force changes nothing", AppRules::again),
                rule("a new revision takes over while the old one serves", AppRules::roll),
                rule("applying an older order rolls back", AppRules::rollBack),
                rule("a revision that never becomes ready leaves the old one serving", AppRules::neverReady),
                rule("a rollout under way turns towards a newer order", AppRules::turn),
                rule("a program that does not exist is told of", AppRules::noProgram),
                rule("an app is scaled up and down and to nothing", AppRules::scale, APPS_SCALE),
                rule("an app that is left untouched keeps its number of replicas", AppRules::untouched, APPS_SCALE),
                rule("a restart replaces every replica and keeps serving", AppRules::restart, APPS_RESTART),
                rule("nothing drifts once an app is settled", AppRules::drift, APPS_DRIFT),
                rule("a ticket goes on in a new session", AppRules::resume),
                rule("a deleted app is gone and deleting it again is done", AppRules::delete, APPS_LIST),
                rule("an app that never was is not found", AppRules::unknown),
                rule("a call that is over sends nothing", AppRules::over));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... more) {
        List<Operation> needs = new ArrayList<>(List.of(APPS_APPLY, APPS_GET, APPS_DELETE, APPS_PROCEED));
        needs.addAll(List.of(more));
        return new Rule("apps", sentence, needs, body);
    }

    private static void apply(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("apply", 2);
        AppBench.settled(on.apply(order), "r1", 2);
        App app = on.apps().get(order.app(), bench.call());
        AppBench.settled(app, "r1", 2);
        Expect.same(order.app(), app.id(), "the id of the app");
        Expect.that(app.troubles().isEmpty(), "a settled app has troubles: %s", app.troubles());
        List<App> all = bench.all(cursor -> on.apps().list(order.project(), cursor, bench.call()), App::id);
        Expect.that(all.stream().anyMatch(each -> each.id().equals(app.id())), "the app is not listed in its project");
    }

    private static void again(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("again", 2);
        Map<ReplicaId, Optional<Instant>> before = started(on.apply(order));
        App after = on.apply(order);
        AppBench.settled(after, "r1", 2);
        Expect.same(before, started(after), "the replicas and their starts after the same order");
    }

    private static Map<ReplicaId, Optional<Instant>> started(App app) {
        Map<ReplicaId, Optional<Instant>> all = new HashMap<>();
        app.replicas().forEach(replica -> all.put(replica.id(), replica.started()));
        return all;
    }

    private static void roll(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("roll", 2);
        on.apply(order);
        AppOrder next = AppBench.revised(order, "r2");
        AppBench.settled(on.followServing(order.app(), on.apps().apply(next, bench.call()), 2), "r2", 2);
    }

    private static void rollBack(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("back", 1);
        on.apply(order);
        on.apply(AppBench.revised(order, "r2"));
        AppBench.settled(on.followServing(order.app(), on.apps().apply(order, bench.call()), 1), "r1", 1);
    }

    private static void neverReady(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("sick", 2);
        on.apply(order);
        Progress<App> now = on.apps().apply(AppBench.neverReady(order, "r2"), bench.call());
        long start = bench.harness().ticker().getAsLong();
        while (now instanceof Progress.Ongoing<App> ongoing
                && bench.harness().ticker().getAsLong() - start
                        < Duration.ofSeconds(4).toNanos()) {
            bench.pause(Duration.ofMillis(100));
            now = on.apps().proceed(ongoing.ticket(), bench.call());
            Expect.that(on.serving(order.app()) >= 2, "only %s old replicas serve", on.serving(order.app()));
        }
        Expect.that(!(now instanceof Progress.Done), "an app whose check never passes is done: %s", now);
        App app = on.apps().get(order.app(), bench.call());
        Expect.that(!app.settled(), "an app whose check never passes is settled: %s", app);
        Expect.same(0, app.ready(), "replicas of the new revision that serve");
        AppBench.settled(on.followServing(order.app(), on.apps().apply(order, bench.call()), 2), "r1", 2);
    }

    private static void turn(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("turn", 2);
        on.apply(order);
        Progress<App> first = on.apps().apply(AppBench.revised(order, "r2"), bench.call());
        if (first instanceof Progress.Ongoing<App> ongoing) {
            on.apps().proceed(ongoing.ticket(), bench.call());
        }
        AppOrder third = AppBench.revised(order, "r3");
        AppBench.settled(on.followServing(order.app(), on.apps().apply(third, bench.call()), 2), "r3", 2);
    }

    private static void noProgram(Bench bench) {
        if (bench.harness().option("app.image").isPresent()) {
            throw new Absent("apps run images, whose programs are the image's matter");
        }
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("none", 1).toBuilder()
                .command(Command.of("/missing/program"))
                .build();
        try {
            Progress<App> now = on.apps().apply(order, bench.call());
            long start = bench.harness().ticker().getAsLong();
            while (now instanceof Progress.Ongoing<App> ongoing
                    && troubles(on, order.app()).isEmpty()) {
                long waited = bench.harness().ticker().getAsLong() - start;
                Expect.that(waited < Duration.ofSeconds(20).toNanos(), "no trouble is told of after 20 s");
                bench.pause(Duration.ofMillis(100));
                now = on.apps().proceed(ongoing.ticket(), bench.call());
            }
            Expect.that(!(now instanceof Progress.Done), "an app without a program is done: %s", now);
        } catch (CloudException refusal) {
            Expect.same(Reason.INVALID, refusal.reason(), "the refusal of a program that does not exist");
        }
    }

    private static List<Trouble> troubles(AppBench on, AppId id) {
        try {
            return on.apps()
                    .get(id, new TckCall(System::nanoTime, Duration.ofSeconds(30)))
                    .troubles();
        } catch (CloudException notYet) {
            Expect.same(Reason.NOT_FOUND, notYet.reason(), "the refusal of an app that was just applied");
            return List.of();
        }
    }

    private static void scale(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("scale", 1);
        on.apply(order);
        for (int count : new int[] {3, 1, 0}) {
            Progress<App> progress = on.apps().scale(order.app(), Scaling.fixed(count), bench.call());
            App app = on.followServing(order.app(), progress, Math.min(count, 1));
            AppBench.settled(app, "r1", count);
            Expect.same(count, app.wanted(), "the replicas asked for");
        }
    }

    private static void untouched(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("free", 1);
        on.apply(order);
        on.follow(on.apps().scale(order.app(), Scaling.fixed(2), bench.call()));
        AppOrder free = AppBench.revised(order, "r2").toBuilder()
                .scaling(new Scaling.Untouched())
                .build();
        AppBench.settled(on.apply(free), "r2", 2);
    }

    private static void restart(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("restart", 2);
        App before = on.apply(order);
        App after = on.followServing(order.app(), on.apps().restart(order.app(), bench.call()), 2);
        AppBench.settled(after, "r1", 2);
        for (Replica replica : after.replicas()) {
            boolean same = before.replicas().stream()
                    .anyMatch(old ->
                            old.id().equals(replica.id()) && old.started().equals(replica.started()));
            Expect.that(!same, "%s was not replaced", replica.id());
        }
    }

    private static void drift(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("drift", 1);
        on.apply(order);
        List<String> none = on.apps().drift(order, bench.call()).differences();
        Expect.that(none.isEmpty(), "a settled app differs from its order: %s", none);
        AppOrder other = AppBench.revised(order, "r2");
        Expect.that(!on.apps().drift(other, bench.call()).differences().isEmpty(), "another order does not differ");
    }

    private static void resume(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("resume", 2);
        Cloud before = bench.another();
        Progress<App> accepted = Bench.service(before, Apps.class).apply(order, bench.call());
        before.close();
        Apps after = Bench.service(bench.another(), Apps.class);
        App app = bench.done(accepted, ticket -> after.proceed(ticket, bench.call()));
        AppBench.settled(app, "r1", 2);
    }

    private static void delete(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("delete", 1);
        on.apply(order);
        for (int i = 0; i < 2; i++) {
            App gone = on.delete(order.app());
            Expect.same(0, gone.wanted(), "the replicas a deleted app wants");
            Expect.same(0, gone.running(), "the replicas a deleted app runs");
        }
        Expect.refused("getting a deleted app", () -> on.apps().get(order.app(), bench.call()), Reason.NOT_FOUND);
        List<App> all = bench.all(cursor -> on.apps().list(order.project(), cursor, bench.call()), App::id);
        Expect.that(all.stream().noneMatch(app -> app.id().equals(order.app())), "a deleted app is listed");
    }

    private static void unknown(Bench bench) {
        AppId never = new AppId(bench.fixtures().project(), bench.name("never"));
        Apps apps = new AppBench(bench).apps();
        Expect.refused("getting " + never, () -> apps.get(never, bench.call()), Reason.NOT_FOUND);
        Expect.refused("getting " + never, () -> apps.get(never, bench.call()), Reason.NOT_FOUND);
    }

    private static void over(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("over", 1);
        Expect.notSent("an apply whose time is over", () -> on.apps().apply(order, bench.over()), Reason.TIMEOUT);
        Expect.notSent(
                "an apply that was cancelled", () -> on.apps().apply(order, bench.cancelled()), Reason.CANCELLED);
        Expect.refused(
                "getting an app that was not applied",
                () -> on.apps().get(order.app(), bench.call()),
                Reason.NOT_FOUND);
    }
}
