package io.shiyun.examples;

import io.shiyun.Shiyun;
import io.shiyun.examples.KillPlan.Action;
import io.shiyun.examples.KillPlan.Death;
import io.shiyun.model.AppId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the process that owns a local cloud again and again, at named points and at random times, and checks each time
 * that the next owner finds and finishes everything: no process too many, no replica twice, no intent lost.
 *
 * <p>{@code java -cp "shiyun-examples/target/test-classes:shiyun-examples/target/classes:shiyun-examples/target/lib/*"
 * io.shiyun.examples.OwnerKill --rounds 50 --seed 1}
 */
public final class OwnerKill {
    private static final Duration LIFE = Duration.ofSeconds(90);
    private static final int TRIES = 6;
    private static final int KILLED = 137;

    private final Path folder;
    private final PrintStream out;
    private final OwnerChecks checks;
    private final Map<String, Integer> kills = new HashMap<>();
    private final List<String> points = new ArrayList<>();
    private long longest;
    private int version;
    private int replicas = 3;

    private OwnerKill(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
        this.checks = new OwnerChecks(folder);
    }

    /** Runs the rounds and prints a line of each; fails at the first thing that is not as it must be. */
    public static void main(String[] args) throws Exception {
        int rounds = 50;
        long seed = System.nanoTime();
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + args[i] + "; known are --rounds N and --seed N");
            }
        }
        System.out.println("seed " + seed);
        Path folder = Files.createTempDirectory("shiyun-kill");
        try {
            List<Death> plan =
                    rounds < KillPlan.points().size() ? KillPlan.few(seed, rounds) : KillPlan.full(seed, rounds);
            run(folder, plan, System.out);
            System.out.println("OwnerKill: OK");
        } finally {
            Example.remove(folder);
        }
    }

    /** Lets one owner after another die as planned; returns the named points they died at. */
    static List<String> run(Path folder, List<Death> plan, PrintStream out) throws Exception {
        OwnerKill drill = new OwnerKill(folder, out);
        try {
            int round = 0;
            for (Death death : plan) {
                drill.round(++round, death);
            }
            out.printf(Locale.ROOT, "%d kills: %s%n", plan.size(), drill.kills);
            drill.figures(plan.size());
            return List.copyOf(drill.points);
        } finally {
            drill.end();
        }
    }

    /** For {@code io.shiyun.benchmarks.Record}; whoever reads these lines knows that no check failed. */
    private void figures(int rounds) {
        out.printf(Locale.ROOT, "figure: owners killed with SIGKILL | %d | | 50%n", rounds);
        kills.forEach((action, count) -> out.printf(
                Locale.ROOT,
                "figure: of these during %s | %d | | %s%n",
                action,
                count,
                List.of("deploy", "scale", "roll").contains(action) ? "at least 10" : ""));
        out.printf(
                Locale.ROOT,
                "figure: different named points | %d | | all %d%n",
                Set.copyOf(points).size(),
                Set.copyOf(KillPlan.points()).size());
        out.printf(Locale.ROOT, "figure: longest recovery | %.2f | s |%n", longest / 1e9);
        out.println("figure: orphan processes, doubled replicas, lost intents | 0 | | 0");
    }

    private void round(int number, Death death) throws Exception {
        long began = System.nanoTime();
        prepare(death.action());
        String what = argument(death.action());
        Death real = death;
        for (int tries = 1; !die(real, what); tries++) {
            Expect.that(tries < TRIES, "no %s came by %s", death.action(), real.where());
            prepare(death.action());
            what = argument(death.action());
            real = real.sooner();
        }
        kills.merge(death.action().counted(), 1, Integer::sum);
        if (!real.point().isEmpty()) {
            points.add(real.point());
        }
        long died = System.nanoTime();
        String found;
        try (Shiyun shiyun = DoomedOwner.open(folder)) {
            found = checks.afterDeath(shiyun, shop(shiyun), death.action() == Action.HOST ? 2 : 1);
        }
        long recovered = System.nanoTime() - died;
        longest = Math.max(longest, recovered);
        out.printf(
                Locale.ROOT,
                "%2d  %-8s killed %-28s recovered in %5.2f s, %s (%.1f s)%n",
                number,
                death.action().name().toLowerCase(Locale.ROOT),
                real.where(),
                recovered / 1e9,
                found,
                (System.nanoTime() - began) / 1e9);
        out.flush();
    }

    /** Brings the app into the state that the next action needs. */
    private void prepare(Action next) throws Exception {
        try (Shiyun shiyun = DoomedOwner.open(folder)) {
            shiyun.recovery(LIFE);
            AppId shop = shop(shiyun);
            if (next == Action.DEPLOY) {
                shiyun.apps().delete(shop);
            } else if (next != Action.HOST && !checks.there(shiyun, shop)) {
                shiyun.apps().deploy(ShopApp.version(newVersion()));
            }
            checks.before();
        }
    }

    private String argument(Action action) {
        if (action == Action.SCALE) {
            replicas = replicas == 5 ? 2 : 5;
            return Integer.toString(replicas);
        }
        return newVersion();
    }

    private String newVersion() {
        return Integer.toString(++version);
    }

    private static AppId shop(Shiyun shiyun) {
        return shiyun.apps().id(ShopApp.version("1"));
    }

    /** Starts an owner that dies so; false when it came to its end instead. */
    private boolean die(Death death, String what) throws IOException, InterruptedException {
        String at = death.point() + ":" + death.arrival();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        if (!death.point().isEmpty()) {
            command.add("-Dshiyun.crash.at=" + at);
            command.add("-DSHIYUN_CRASH_AT=" + at);
        }
        command.addAll(List.of(
                DoomedOwner.class.getName(), folder.toString(), death.action().name(), what));
        Process owner = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("owners.log").toFile()))
                .start();
        boolean ended = false;
        try (BufferedReader told = owner.inputReader(StandardCharsets.UTF_8)) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.equals(DoomedOwner.BEGINS) && death.point().isEmpty()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(death.delayMillis()));
                    owner.toHandle().destroyForcibly();
                }
                ended |= line.equals(DoomedOwner.ENDS);
            }
        }
        Expect.that(owner.waitFor(LIFE.toSeconds(), TimeUnit.SECONDS), "the owner neither ended nor died");
        boolean killed = owner.exitValue() == KILLED;
        Expect.that(
                killed || ended,
                "the owner failed by itself with code %d; its log ends with %s",
                owner.exitValue(),
                checks.lastWords());
        return killed;
    }

    private void end() {
        try (Shiyun shiyun = DoomedOwner.open(folder)) {
            shiyun.recovery(LIFE);
            shiyun.apps().delete(shop(shiyun));
        }
    }
}
