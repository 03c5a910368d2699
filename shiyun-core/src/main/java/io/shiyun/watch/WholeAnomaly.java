package io.shiyun.watch;

import io.shiyun.metrics.Contribution;
import io.shiyun.metrics.JointVerdict;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The beginning of an unusual event in a whole.
 *
 * @param whole what was judged
 * @param labels that name the subject
 * @param verdict what the detector says of the row that began it; its causes name metrics by their place in the whole
 */
public record WholeAnomaly(Whole whole, Map<String, String> labels, JointVerdict verdict) {
    private static final int TOLD = 5;

    /** Copies the labels. */
    public WholeAnomaly {
        labels = Map.copyOf(labels);
    }

    /** Returns the metrics that explain it in one line for people, the most unusual first, at most five. */
    public String causes() {
        return verdict.causes().stream().limit(TOLD).map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Contribution each) {
        return String.format(
                Locale.ROOT,
                "%s %s %.6g, expected %.6g by %s, share %.0f %%",
                whole.metrics().get(each.metric()),
                each.direction(),
                each.value(),
                each.expected(),
                each.baseline().words(),
                100 * each.share());
    }
}
