package io.shiyun.metrics;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A threshold with ordered levels, mildest first.
 *
 * <p>Rules on absence, rate and anomaly are the same rule over another value: {@link Aggregation#AGE}, {@link
 * Aggregation#RATE}, {@link Verdict#score()}.
 *
 * @param comparison the bad side of the thresholds
 * @param grades one to {@value #MOST_GRADES} levels, mildest first, each further out than the one before
 * @param keepFiring how long a level goes on firing after its value cleared
 * @param onNoData what becomes of the state when there is no value
 */
public record GradedRule(Comparison comparison, List<Grade> grades, Duration keepFiring, OnNoData onNoData) {
    /** The most levels of a rule. */
    public static final int MOST_GRADES = 8;

    /** What an evaluation without a value does. */
    public enum OnNoData {
        /** The condition counts as false, as Prometheus has it. */
        CLEAR,
        /** Nothing changes until a value comes. */
        HOLD
    }

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException naming every fault with its path
     */
    public GradedRule {
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(onNoData, "onNoData");
        grades = List.copyOf(grades);
        List<String> faults = faults(comparison, grades, keepFiring);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** Returns a rule that clears on missing data and does not keep firing. */
    public static GradedRule of(Comparison comparison, Grade... grades) {
        return new GradedRule(comparison, List.of(grades), Duration.ZERO, OnNoData.CLEAR);
    }

    /** Returns the same rule that goes on firing for a while after its value cleared. */
    public GradedRule keepFiring(Duration duration) {
        return new GradedRule(comparison, grades, duration, onNoData);
    }

    /**
     * Returns every fault of a rule to be, each beginning with the path of its field; empty when it is sound.
     *
     * @param comparison the bad side
     * @param grades mildest first
     * @param keepFiring see {@link #keepFiring()}
     */
    public static List<String> faults(Comparison comparison, List<Grade> grades, Duration keepFiring) {
        List<String> faults = new ArrayList<>();
        if (grades.isEmpty() || grades.size() > MOST_GRADES) {
            faults.add("grades: " + grades.size() + " given, a rule has 1 to " + MOST_GRADES);
        }
        if (keepFiring.isNegative()) {
            faults.add("keepFiring: " + keepFiring + " is negative");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < grades.size(); i++) {
            Grade grade = grades.get(i);
            String path = "grades[" + i + "].";
            if (grade.level().isBlank()) {
                faults.add(path + "level: empty; name it, for example warning");
            } else if (!names.add(grade.level())) {
                faults.add(path + "level: '" + grade.level() + "' is used twice");
            }
            if (grade.hold().isNegative()) {
                faults.add(path + "hold: " + grade.hold() + " is negative");
            }
            if (!Double.isFinite(grade.raise()) || !Double.isFinite(grade.clear())) {
                faults.add(path + "raise, clear: " + grade.raise() + ", " + grade.clear() + " must be finite");
                continue;
            }
            if (further(comparison, grade.clear(), grade.raise())) {
                faults.add(path + "clear: " + grade.clear() + " lies on the bad side of raise " + grade.raise());
            }
            if (i > 0 && !further(comparison, grade.raise(), grades.get(i - 1).raise())) {
                faults.add(path + "raise: " + grade.raise() + " is not further out than "
                        + grades.get(i - 1).raise() + " of the milder level before it");
            }
            if (i > 0 && further(comparison, grades.get(i - 1).clear(), grade.clear())) {
                faults.add(
                        path + "clear: " + grade.clear() + " would outlast the milder level before it, which clears at "
                                + grades.get(i - 1).clear());
            }
        }
        return faults;
    }

    /** Returns a number that changes with what the rule means, the same on every machine. */
    int checksum() {
        StateWriter out = new StateWriter(16 + grades.size() * 24, 0, 0);
        out.int8(comparison.ordinal());
        out.int8(onNoData.ordinal());
        out.int64(keepFiring.toMillis());
        for (Grade grade : grades) {
            out.int32(grade.level().hashCode());
            out.float64(grade.raise());
            out.float64(grade.clear());
            out.int32(Long.hashCode(grade.hold().toMillis()));
        }
        byte[] text = out.finish();
        return ByteBuffer.wrap(text, text.length - 4, 4).getInt();
    }

    private static boolean further(Comparison comparison, double value, double than) {
        return comparison.upward() ? value > than : value < than;
    }
}
