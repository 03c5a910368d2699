package io.shiyun.examples;

import io.shiyun.AppFleet;
import io.shiyun.Shiyun;
import io.shiyun.model.AppId;
import io.shiyun.model.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Rolls, rolls back, scales and kills an app while 200 orders a second arrive, and shows how many of them failed. Every
 * order counts: nothing is tried twice.
 *
 * <p>{@code java -cp "shiyun-examples/target/classes:shiyun-examples/target/lib/*" io.shiyun.examples.RollUnderLoad}
 */
public final class RollUnderLoad {
    /** Orders a second. */
    static final int RATE = 200;

    /** A killed replica must be replaced and serve again within this time. */
    static final Duration HEAL = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * What happened while something was done.
     *
     * @param name what was done
     * @param took how long it took
     * @param sent orders sent meanwhile
     * @param failed those of them that failed
     */
    record Row(String name, Duration took, int sent, int failed) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-24s %7.2f s %6d sent %4d failed", name, took.toNanos() / 1e9, sent, failed);
        }

        /** In the form that {@code io.shiyun.benchmarks.Record} reads. */
        String figures() {
            boolean killed = name.startsWith("kill");
            return String.format(
                    Locale.ROOT,
                    "figure: %s: took | %.2f | s | %s%nfigure: %s: failed of %d orders | %d | | %s%n",
                    name,
                    took.toNanos() / 1e9,
                    killed ? "at most " + HEAL.toSeconds() : "",
                    name,
                    sent,
                    failed,
                    killed ? "only those in flight on it" : "0");
        }
    }

    private final AppFleet apps;
    private final AppId shop;
    private final Load load;
    private final List<Row> rows = new ArrayList<>();

    private RollUnderLoad(AppFleet apps, AppId shop, Load load) {
        this.apps = apps;
        this.shop = shop;
        this.load = load;
    }

    /** Does all of it in a folder that is removed afterwards. With {@code --figures} it prints what a record needs. */
    public static void main(String[] args) throws IOException {
        Example.run("load", (screen, folder) -> {
            List<Row> rows = run(folder, Duration.ofSeconds(2));
            screen.block(String.join("\n", rows.stream().map(Row::toString).toList()));
            if (List.of(args).contains("--figures")) {
                rows.forEach(row -> System.out.print(row.figures()));
            }
        });
    }

    /**
     * Deploys the shop, puts load on it, and changes it in every way.
     *
     * @param steady for how long nothing is done at first
     * @return what happened, the last row about a killed replica
     */
    static List<Row> run(Path folder, Duration steady) {
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("here", "local")
                .store(folder.resolve("shiyun.db"))
                .build()) {
            AppFleet apps = shiyun.apps();
            AppId shop = apps.deploy(ShopApp.version("1")).appId();
            try {
                Endpoint front = apps.get(shop).endpoints().get(0);
                try (Load load = Load.start(front.host(), front.port(), RATE)) {
                    return new RollUnderLoad(apps, shop, load).all(steady);
                }
            } finally {
                apps.delete(shop);
            }
        }
    }

    private List<Row> all(Duration steady) {
        row("steady", () -> LockSupport.parkNanos(steady.toNanos()));
        row("roll to version 2", () -> apps.deploy(ShopApp.version("2")));
        row("roll back to version 1", () -> apps.rollBack(shop));
        row("scale 3 to 5", () -> apps.scale(shop, 5));
        row("scale 5 to 2", () -> apps.scale(shop, 2));
        row("scale 2 to 3", () -> apps.scale(shop, 3));
        Expect.that(load.failed() == 0, "%d orders failed: %s", load.failed(), load.failures());
        Expect.that(load.dropped() == 0, "%d kept connections were cut", load.dropped());
        Expect.that(load.versions().keySet().equals(Set.of("1", "2")), "the answers came from %s", load.versions());
        kill();
        return List.copyOf(rows);
    }

    private void row(String name, Runnable work) {
        int sent = load.sent();
        int failed = load.failed();
        Duration began = load.elapsed();
        work.run();
        rows.add(new Row(name, load.elapsed().minus(began), load.sent() - sent, load.failed() - failed));
    }

    /** Kills a replica that answers, and waits until a process in its place does. */
    private void kill() {
        await("every replica answers", () -> alive().size() == 3);
        Map<Long, Duration> before = load.processes();
        ProcessHandle victim = alive().get(0);
        int sent = load.sent();
        Duration killed = load.elapsed();
        victim.destroyForcibly();
        victim.onExit().join();
        Duration dead = load.elapsed();
        await("a new process answers", () -> load.processes().size() > before.size());
        Duration healed = load.processes().entrySet().stream()
                .filter(process -> !before.containsKey(process.getKey()))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .minus(killed);
        await("all replicas are ready", () -> apps.get(shop).settled());
        rows.add(new Row("kill -9 of a replica", healed, load.sent() - sent, load.failed()));
        Expect.that(healed.compareTo(HEAL) <= 0, "a killed replica was replaced after %d ms", healed.toMillis());
        List<Load.Failure> late = load.failures().stream()
                .filter(failure -> failure.at().compareTo(dead) > 0)
                .toList();
        Expect.that(late.isEmpty(), "orders failed that were sent after the end of the replica at %s: %s", dead, late);
    }

    /** The processes that have answered and live. */
    private List<ProcessHandle> alive() {
        return load.processes().keySet().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static void await(String what, Supplier<Boolean> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.get()) {
            Expect.that(System.nanoTime() < end, "%s: not within %s", what, LIMIT);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
