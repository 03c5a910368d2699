package io.shiyun.metrics;

import java.util.ArrayDeque;
import java.util.Deque;

/** An app under a made load, scaled by a rule: how often it was short of replicas, and what the replicas cost. */
final class ScaleTrial {
    /** What a replica can carry, in targets. */
    static final double ROOM = 1.25;

    final AheadScaler scaler;
    private final ScaleRule rule;
    private final int delay;
    /** When the replicas that are on their way will be ready, by their count in points. */
    private final Deque<int[]> coming = new ArrayDeque<>();

    private int wanted;
    private int ready;
    long shortPoints;
    long replicaPoints;
    int changes;

    /**
     * @param delay points until a replica that was asked for is ready
     */
    ScaleTrial(ScaleRule rule, int replicas, int delay) {
        this.rule = rule;
        this.scaler = new AheadScaler(rule);
        this.wanted = replicas;
        this.ready = replicas;
        this.delay = delay;
    }

    /** One point of load, and what is decided on it. */
    ScaleDecision step(int index, long time, double load) {
        while (!coming.isEmpty() && coming.peek()[0] <= index) {
            ready = Math.min(wanted, ready + coming.remove()[1]);
        }
        shortPoints += load > ready * rule.target() * ROOM ? 1 : 0;
        replicaPoints += wanted;
        scaler.feed(time, load);
        ScaleDecision decision = scaler.decide(time, wanted);
        if (decision.wanted() > wanted) {
            coming.add(new int[] {index + delay, decision.wanted() - wanted});
        } else if (decision.wanted() < wanted) {
            // The youngest go first.
            int drop = wanted - decision.wanted();
            while (drop > 0 && !coming.isEmpty()) {
                int[] last = coming.removeLast();
                int kept = Math.max(0, last[1] - drop);
                drop -= last[1] - kept;
                if (kept > 0) {
                    coming.addLast(new int[] {last[0], kept});
                }
            }
            ready = Math.min(ready, decision.wanted());
        }
        changes += decision.changes() ? 1 : 0;
        wanted = decision.wanted();
        return decision;
    }

    int ready() {
        return ready;
    }

    int wanted() {
        return wanted;
    }

    void forgetCounts() {
        shortPoints = 0;
        replicaPoints = 0;
        changes = 0;
    }
}
