package io.shiyun.watch;

import io.shiyun.metrics.Comparison;
import io.shiyun.metrics.Grade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be wrong with the parts of a rule, each with the path of its field. */
final class RuleFaults {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]{0,199}");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration LONGEST_AHEAD = Duration.ofDays(365);

    private RuleFaults() {}

    static List<String> of(String name, String metric, Duration window, Duration every) {
        List<String> faults = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            faults.add("name: '" + name + "' must be 1 to 200 of A-Z a-z 0-9 . _ - and space");
        }
        if (metric.isBlank()) {
            faults.add("metric: empty; name what is measured, for example cpu.used");
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            faults.add("window: " + window + " must lie between 100 ms and 7 days");
        }
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
            faults.add("every: " + every + " must lie between 100 ms and an hour");
        }
        return faults;
    }

    static List<String> ofAhead(Comparison side, double limit, Comparison comparison, List<Grade> grades) {
        List<String> faults = new ArrayList<>(Limit.faults(side, limit));
        if (comparison != Comparison.AT_MOST) {
            faults.add("comparison: leave it as it is; the side of the limit says which values are bad");
        }
        for (Grade grade : grades) {
            if (!(grade.raise() >= 1 && grade.raise() <= LONGEST_AHEAD.toSeconds())) {
                faults.add("within: " + grade.raise() + " s of level '" + grade.level()
                        + "' must lie between a second and 365 days");
            }
        }
        return faults;
    }

    static List<String> ofTexts(Map<String, String> labels, Map<String, String> annotations) {
        List<String> faults = new ArrayList<>();
        for (String reserved : List.of("alertname", "level")) {
            if (labels.containsKey(reserved)) {
                faults.add("labels." + reserved + ": is set by the library");
            }
        }
        texts("labels", labels, 200, faults);
        texts("annotations", annotations, 4_000, faults);
        return faults;
    }

    private static void texts(String field, Map<String, String> map, int longest, List<String> faults) {
        if (map.size() > 32) {
            faults.add(field + ": " + map.size() + " given, at most 32");
        }
        map.forEach((key, value) -> {
            if (!key.matches("[A-Za-z_][A-Za-z0-9_.-]{0,99}")) {
                faults.add(field + "." + key + ": not a label name");
            }
            if (value.length() > longest) {
                faults.add(field + "." + key + ": " + value.length() + " characters, at most " + longest);
            }
        });
    }
}
