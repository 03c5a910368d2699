package io.shiyun.tck;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the rules about apps share: orders, and following them to their end. */
final class AppBench {
    private final Bench bench;
    private final Apps apps;

    AppBench(Bench bench) {
        this.bench = bench;
        this.apps = bench.service(Apps.class);
    }

    Apps apps() {
        return apps;
    }

    /** Returns an order of a fresh app, and remembers to delete it when the rule ends. */
    AppOrder order(String hint, int replicas) {
        String name = bench.name(hint);
        AppOrder order = AppOrder.builder(bench.fixtures().project(), name, "r1")
                .image(bench.harness().option("app.image").orElse(""))
                .command(command())
                .scaling(Scaling.fixed(replicas))
                .ports(List.of(Port.http(0)))
                .environment(Map.of("TCK_REVISION", "r1"))
                .ready(probe("/"))
                .stopGrace(Duration.ofSeconds(5))
                .rollout(Rollout.builder()
                        .surge(1)
                        .unavailable(0)
                        .deadline(bench.harness().patience())
                        .drain(Duration.ofMillis(200))
                        .build())
                .tags(Map.of("tck-hint", hint))
                .build();
        bench.later("app " + order.app(), () -> delete(order.app()));
        return order;
    }

    private Command command() {
        return Command.builder(bench.harness()
                        .option("app.command")
                        .map(line -> List.of(line.trim().split("\\s+")))
                        .orElseGet(TckApp::command))
                .build();
    }

    /** Returns a probe of this path. */
    static Probe probe(String path) {
        return Probe.builder(new Check.Http("http", path))
                .every(Duration.ofMillis(100))
                .timeout(Duration.ofSeconds(2))
                .build();
    }

    /** Returns the same app in another revision. */
    static AppOrder revised(AppOrder order, String revision) {
        return order.toBuilder()
                .revision(revision)
                .environment(Map.of("TCK_REVISION", revision))
                .build();
    }

    /** Returns the same app in a revision whose check never passes. */
    static AppOrder neverReady(AppOrder order, String revision) {
        return revised(order, revision).toBuilder().ready(probe("/missing")).build();
    }

    /** Applies an order and follows it to the end. */
    App apply(AppOrder order) {
        return follow(apps.apply(order, bench.call()));
    }

    /** Follows an operation to its end. */
    App follow(Progress<App> progress) {
        return bench.done(progress, ticket -> apps.proceed(ticket, bench.call()));
    }

    /** Deletes an app and waits until it is gone. */
    App delete(AppId id) {
        return follow(apps.delete(id, bench.call()));
    }

    /** Fails unless the app serves with all its replicas, in this revision alone. */
    static void settled(App app, String revision, int replicas) {
        Expect.same(revision, app.revision(), "the revision of " + app.id());
        Expect.that(app.settled(), "the app is done but not settled: %s", app);
        Expect.same(replicas, app.ready(), "the replicas of " + app.id() + " that serve");
        app.replicas().forEach(replica -> {
            Expect.same(app.id(), replica.id().app(), "the app of a replica");
            Expect.same(revision, replica.revision(), "the revision of " + replica.id());
        });
    }

    /** Returns how many replicas serve, of whatever revision; those running where the place tells of no replicas. */
    int serving(AppId id) {
        App app = apps.get(id, bench.call());
        return app.replicas().isEmpty()
                ? app.running()
                : (int) app.replicas().stream()
                        .filter(replica -> replica.state() == ReplicaState.READY)
                        .count();
    }

    /** Follows a rollout and fails when fewer than this many replicas serve on the way. */
    App followServing(AppId id, Progress<App> progress, int least) {
        return bench.done(progress, ticket -> {
            int serving = serving(id);
            Expect.that(serving >= least, "%s replicas served during the rollout; %s were to stay", serving, least);
            return apps.proceed(ticket, bench.call());
        });
    }
}
