package io.shiyun.benchmarks;

import io.shiyun.metrics.AheadScaler;
import io.shiyun.metrics.ScaleDecision;
import io.shiyun.metrics.ScaleRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * An app under made loads, scaled ahead of demand and by the present load alone, with the same limits: minutes short of replicas and
 * replica-minutes a day.
 *
 * <p>A point every 15 seconds for three weeks, judged from the fourth day on; a replica is ready 3 minutes after it was asked for and
 * carries a quarter more than its target of 50.
 */
public final class ScaleBench {
    private static final int STEP = 15_000;
    private static final int DAY = 86_400_000 / STEP;
    private static final int DAYS = 21;
    private static final int LEARNING = 3;
    private static final int READY_AFTER = 180_000 / STEP;
    private static final double ROOM = 1.25;
    private static final ScaleRule RULE = ScaleRule.of(50, 2, 40);
    private static final long MONDAY = 19_674L * 86_400_000L;

    /** When in a made time: a day from 0, and the minute of it, drawn a little late or early for the day as a whole. */
    private record Moment(int day, double minute) {}

    private record World(String name, double noise, double jitter, ToDoubleFunction<Moment> course) {}

    private static final List<World> WORLDS = List.of(
            new World("ramp of 10 min each day", 0.05, 0, at -> ramp(at.minute, 10)),
            new World("ramp of 30 min each day", 0.05, 0, at -> ramp(at.minute, 30)),
            new World("ramp of 10 min, up to 10 min early or late", 0.05, 10, at -> ramp(at.minute, 10)),
            new World("ramp of 10 min on working days", 0.05, 0, at -> at.day % 7 < 5 ? ramp(at.minute, 10) : 100),
            new World("soft day", 0.1, 0, at -> 500 - 400 * Math.cos(2 * Math.PI * at.minute / 1440)),
            new World("flat", 0.05, 0, at -> 470),
            new World("flat, much noise", 0.2, 0, at -> 470),
            new World(
                    "bursts of 10 min at any time", 0.05, 720, at -> 200 + ((at.minute + 1440) % 1440 < 10 ? 600 : 0)));

    private ScaleBench() {}

    private static double ramp(double minute, double length) {
        double up = Math.max(0, Math.min(1, (minute - 480) / length));
        double down = Math.max(0, Math.min(1, (minute - 1080) / 120));
        return 100 + 900 * (up - down);
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        System.out.println("| load | rule | minutes short a day | replica-minutes a day | changes a day |");
        System.out.println("|---|---|---|---|---|");
        for (World world : WORLDS) {
            show(world, "present load", RULE.ahead(Duration.ZERO));
            show(world, "ahead", RULE);
        }
    }

    private static void show(World world, String name, ScaleRule rule) {
        AheadScaler scaler = new AheadScaler(rule);
        Random random = new Random(1);
        Deque<int[]> coming = new ArrayDeque<>();
        int wanted = 2;
        int ready = 2;
        double off = 0;
        double shortPoints = 0;
        double points = 0;
        double changes = 0;
        for (int i = 0; i < DAYS * DAY; i++) {
            if (i % DAY == 0) {
                off = world.jitter * (2 * random.nextDouble() - 1);
            }
            double minute = i % DAY * (STEP / 60_000.0);
            double load = world.course.applyAsDouble(new Moment(i / DAY, minute - off))
                    * Math.max(0, 1 + world.noise * random.nextGaussian());
            while (!coming.isEmpty() && coming.peek()[0] <= i) {
                ready = Math.min(wanted, ready + coming.remove()[1]);
            }
            scaler.feed(MONDAY + (long) i * STEP, load);
            ScaleDecision decision = scaler.decide(MONDAY + (long) i * STEP, wanted);
            if (i >= LEARNING * DAY) {
                shortPoints += load > ready * rule.target() * ROOM ? 1 : 0;
                points += wanted;
                changes += decision.changes() ? 1 : 0;
            }
            if (decision.wanted() > wanted) {
                coming.add(new int[] {i + READY_AFTER, decision.wanted() - wanted});
            }
            wanted = decision.wanted();
            ready = Math.min(ready, wanted);
        }
        double minutes = STEP / 60_000.0 / (DAYS - LEARNING);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %,.0f | %.1f |%n",
                world.name,
                name,
                shortPoints * minutes,
                points * minutes,
                changes / (DAYS - LEARNING));
    }
}
