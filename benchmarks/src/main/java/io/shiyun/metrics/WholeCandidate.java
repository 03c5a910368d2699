package io.shiyun.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * The joint detector with other numbers than the chosen ones, for benchmarks that choose anew: the chosen numbers, each that
 * moves the deviation of a whole halved and doubled, and all spans together, as {@link #all()} lists them.
 */
public final class WholeCandidate {
    private static final int LATEST = 0;
    private static final int SMOOTH = 1;
    private static final int LONGER = 2;
    private static final int BRIEF = 3;
    private static final int LASTING = 4;
    private static final int POWER = 5;
    private static final int FURTHEST_TOLD = 6;
    private static final int BELIEF = 7;
    private static final int SHARPEST = 8;

    private final String name;
    private final JointConstants constants;

    private WholeCandidate(String name, double factor, int... scaled) {
        JointConstants c = JointConstants.STANDARD;
        double[] v = {
            c.latest(),
            c.smooth(),
            c.longer(),
            c.brief(),
            c.lasting(),
            c.power(),
            c.furthestTold(),
            c.belief(),
            c.sharpest()
        };
        for (int i : scaled) {
            v[i] *= factor;
        }
        this.name = name;
        constants = new JointConstants(
                (int) v[0],
                (int) v[1],
                (int) v[2],
                (int) v[3],
                (int) v[4],
                v[5],
                v[6],
                v[7],
                v[8],
                c.alarm(),
                c.spreads(),
                c.stretch());
    }

    /** Returns all candidates, the chosen numbers first. */
    public static List<WholeCandidate> all() {
        List<WholeCandidate> all = new ArrayList<>();
        all.add(new WholeCandidate("as chosen", 1));
        pair(all, "latest", LATEST);
        pair(all, "smooth", SMOOTH);
        pair(all, "longer", LONGER);
        pair(all, "brief", BRIEF);
        pair(all, "lasting", LASTING);
        pair(all, "power", POWER);
        pair(all, "furthest told", FURTHEST_TOLD);
        pair(all, "belief", BELIEF);
        pair(all, "sharpest", SHARPEST);
        pair(all, "all spans", LATEST, SMOOTH, LONGER, BRIEF, LASTING);
        return all;
    }

    private static void pair(List<WholeCandidate> all, String name, int... scaled) {
        all.add(new WholeCandidate(name + " halved", 0.5, scaled));
        all.add(new WholeCandidate(name + " doubled", 2, scaled));
    }

    /** Returns what is other than in the detector. */
    public String name() {
        return name;
    }

    /** Returns a detector of so many metrics that knows nothing yet. */
    public JointDetector fresh(int metrics) {
        return new JointDetector(metrics, constants);
    }
}
