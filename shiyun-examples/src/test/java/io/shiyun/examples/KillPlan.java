package io.shiyun.examples;

import io.shiyun.process.apps.AppPoints;
import io.shiyun.provider.local.CrashPoints;
import io.shiyun.release.ReleasePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What the owners die of, one a round: drawn from a seed, so that it can be drawn again. */
final class KillPlan {
    /** What an owner does when it dies. */
    enum Action {
        /** Brings an app that is not there. */
        DEPLOY,
        /** Brings another version. */
        ROLL,
        /** Brings a version that does not start, and goes back. */
        BAD_ROLL,
        /** Changes the number of replicas. */
        SCALE,
        /** Ends the app. */
        DELETE,
        /** Makes a host and deletes it. */
        HOST;

        /** The kind it counts as. */
        String counted() {
            return this == BAD_ROLL ? "roll" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * How one owner dies.
     *
     * @param point the named point; empty for a kill from outside
     * @param arrival the n-th time it comes there
     * @param delayMillis how long after the action began it is killed from outside
     */
    record Death(Action action, String point, int arrival, int delayMillis) {
        static Death at(Action action, String point, int arrival) {
            return new Death(action, point, arrival, 0);
        }

        static Death after(Action action, int delayMillis) {
            return new Death(action, "", 1, delayMillis);
        }

        Death sooner() {
            return new Death(action, point, 1, delayMillis / 2);
        }

        String where() {
            return point.isEmpty() ? "after " + delayMillis + " ms" : point + (arrival > 1 ? ":" + arrival : "");
        }
    }

    private static final List<String> DEPLOY_POINTS = List.of(
            ReleasePoints.PLANNED,
            ReleasePoints.SENDING,
            ReleasePoints.ANSWERED,
            ReleasePoints.TICKET,
            ReleasePoints.SETTLED,
            ReleasePoints.DONE,
            AppPoints.STATE_WRITTEN,
            AppPoints.APP_RECORDED,
            AppPoints.REPLICA_RECORDED,
            AppPoints.REPLICA_SPAWNED,
            AppPoints.REPLICA_IDENTIFIED,
            AppPoints.REPLICA_HEALTHY,
            AppPoints.BALANCER_SWITCHED);
    private static final List<String> ROLL_POINTS = List.of(
            AppPoints.REPLICA_DRAINING,
            AppPoints.REPLICA_STOPPING,
            AppPoints.REPLICA_STOPPED,
            AppPoints.REPLICA_REMOVED,
            CrashPoints.METER_WRITTEN);
    private static final List<String> SCALE_POINTS = DEPLOY_POINTS.stream()
            .filter(point -> !point.equals(AppPoints.APP_RECORDED))
            .toList();
    private static final List<String> HOST_POINTS = List.of(
            CrashPoints.HOST_RECORDED,
            CrashPoints.HOST_PREPARED,
            CrashPoints.HOST_DELETING,
            io.shiyun.intent.CrashPoints.PLANNED,
            io.shiyun.intent.CrashPoints.SENDING,
            io.shiyun.intent.CrashPoints.ANSWERED,
            io.shiyun.intent.CrashPoints.DONE);
    private static final int EACH = 10;
    private static final int LATEST_MILLIS = 2_000;

    private final Random random;

    private KillPlan(long seed) {
        this.random = new Random(seed);
    }

    /** Every named point once, at least ten deploys, scales and rolls, and the rest at random; in a random order. */
    static List<Death> full(long seed, int rounds) {
        return new KillPlan(seed).draw(rounds);
    }

    /** A few rounds, at least one of each kind; in a random order. */
    static List<Death> few(long seed, int rounds) {
        KillPlan plan = new KillPlan(seed);
        List<Death> all = new ArrayList<>();
        all.add(plan.pick(Action.DEPLOY, DEPLOY_POINTS));
        all.add(plan.pick(Action.ROLL, ROLL_POINTS));
        all.add(Death.at(Action.SCALE, AppPoints.APP_SCALED, 1));
        while (all.size() < rounds) {
            all.add(plan.any(List.of(Action.DEPLOY, Action.ROLL, Action.SCALE).get(all.size() % 3)));
        }
        Collections.shuffle(all, plan.random);
        return all;
    }

    private List<Death> draw(int rounds) {
        List<Death> all = new ArrayList<>();
        DEPLOY_POINTS.forEach(point -> all.add(Death.at(Action.DEPLOY, point, 1)));
        ROLL_POINTS.forEach(point -> all.add(Death.at(Action.ROLL, point, 1)));
        all.add(Death.at(Action.BAD_ROLL, ReleasePoints.TURNED, 1));
        all.add(Death.at(Action.SCALE, AppPoints.APP_SCALED, 1));
        all.add(Death.at(Action.DELETE, AppPoints.APP_DELETING, 1));
        all.add(Death.at(Action.DELETE, AppPoints.APP_DELETED, 1));
        HOST_POINTS.forEach(point -> all.add(Death.at(Action.HOST, point, 1)));
        for (Action action : List.of(Action.DEPLOY, Action.ROLL, Action.SCALE)) {
            while (all.stream()
                            .filter(death -> death.action().counted().equals(action.counted()))
                            .count()
                    < EACH) {
                all.add(any(action));
            }
        }
        while (all.size() < rounds) {
            all.add(any(List.of(Action.DEPLOY, Action.ROLL, Action.SCALE).get(random.nextInt(3))));
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** At a random point that the action passes, or from outside at a random time. */
    private Death any(Action action) {
        if (random.nextBoolean()) {
            return Death.after(action, random.nextInt(LATEST_MILLIS));
        }
        return pick(
                action,
                switch (action) {
                    case ROLL -> ROLL_POINTS;
                    case SCALE -> SCALE_POINTS;
                    default -> DEPLOY_POINTS;
                });
    }

    private Death pick(Action action, List<String> points) {
        String point = points.get(random.nextInt(points.size()));
        return Death.at(action, point, 1 + random.nextInt(3));
    }

    /** Every point that a full plan comes by. */
    static List<String> points() {
        List<String> all = new ArrayList<>(DEPLOY_POINTS);
        all.addAll(ROLL_POINTS);
        all.addAll(List.of(ReleasePoints.TURNED, AppPoints.APP_SCALED, AppPoints.APP_DELETING, AppPoints.APP_DELETED));
        all.addAll(HOST_POINTS);
        return all;
    }
}
