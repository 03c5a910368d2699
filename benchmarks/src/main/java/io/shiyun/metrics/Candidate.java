package io.shiyun.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * The anomaly detector with other numbers than the chosen ones, for benchmarks that choose anew: the chosen numbers, each of
 * ten halved and doubled, the three kinds of views and the history left out one by one, as {@link #all()} lists them. It
 * stands in the detector's package because the numbers are nobody else's business.
 */
public final class Candidate {
    private static final int FADING = 0;
    private static final int OF_HISTORY = 1;
    private static final int OF_HEIGHTS = 2;
    private static final int OF_RECORDS = 3;
    private static final int OF_SHAPES = 4;
    private static final int RECORD_DECADES = 5;
    private static final int RECORD_WIDTH = 6;
    private static final int ALONE = 7;
    private static final int CLEARLY = 8;
    private static final int SHORTEST_REST = 9;
    private static final int REST_OF_LIFE = 10;
    private static final int LONGEST_REST = 11;

    private final String name;
    private final Constants constants;

    private Candidate(String name, double factor, int... scaled) {
        Constants c = Constants.STANDARD;
        double[] v = {
            c.fading(),
            c.ofHistory(),
            c.ofHeights(),
            c.ofRecords(),
            c.ofShapes(),
            c.recordDecades(),
            c.recordWidth(),
            c.alone(),
            c.clearly(),
            c.shortestRest(),
            c.restOfLife(),
            c.longestRest()
        };
        for (int i : scaled) {
            v[i] *= factor;
        }
        this.name = name;
        constants = new Constants(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]);
    }

    /** Returns all candidates, the chosen numbers first. */
    public static List<Candidate> all() {
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate("as chosen", 1));
        pair(all, "fading", FADING);
        pair(all, "history", OF_HISTORY);
        pair(all, "heights", OF_HEIGHTS);
        pair(all, "records", OF_RECORDS);
        pair(all, "courses", OF_SHAPES);
        pair(all, "decades of a record", RECORD_DECADES);
        pair(all, "width of a record", RECORD_WIDTH);
        pair(all, "alone", ALONE);
        pair(all, "clearly", CLEARLY);
        pair(all, "rest", SHORTEST_REST, REST_OF_LIFE, LONGEST_REST);
        all.add(new Candidate("no history", 0, OF_HISTORY));
        all.add(new Candidate("no heights", 0, OF_HEIGHTS));
        all.add(new Candidate("no records", 0, OF_RECORDS));
        all.add(new Candidate("no courses", 0, OF_SHAPES));
        return all;
    }

    private static void pair(List<Candidate> all, String name, int... scaled) {
        all.add(new Candidate(name + " halved", 0.5, scaled));
        all.add(new Candidate(name + " doubled", 2, scaled));
    }

    /** Returns what is other than in the detector. */
    public String name() {
        return name;
    }

    /** Returns a detector that knows nothing yet. */
    public AnomalyDetector fresh() {
        return new AnomalyDetector(constants);
    }

    /** Returns a detector that goes on from where the other is, on its own. */
    public AnomalyDetector copy(AnomalyDetector other) {
        return AnomalyDetector.restore(other.save(), constants);
    }
}
