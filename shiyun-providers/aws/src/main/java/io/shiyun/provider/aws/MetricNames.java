package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Statistic;
import io.shiyun.wire.Xml;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric of CloudWatch, which has a namespace and a name in it: here {@code AWS/EC2:CPUUtilization}.
 *
 * @param namespace where it belongs
 * @param name its name there
 */
record MetricNames(String namespace, String name) {
    /** What the metrics of EC2's instances count in, by the EC2 User Guide; CloudWatch does not tell it in its list. */
    private static final Map<String, String> UNITS = Map.of(
            "CPUUtilization", "%",
            "NetworkIn", "By",
            "NetworkOut", "By",
            "DiskReadBytes", "By",
            "DiskWriteBytes", "By",
            "EBSReadBytes", "By",
            "EBSWriteBytes", "By");

    static MetricNames parse(String text) {
        int colon = text.indexOf(':', 1);
        if (colon < 1 || colon == text.length() - 1) {
            throw CloudException.rejected(
                            Reason.NOT_FOUND,
                            "CloudWatch has no metric '" + text + "'; one is named like AWS/EC2:CPUUtilization")
                    .build();
        }
        return new MetricNames(text.substring(0, colon), text.substring(colon + 1));
    }

    String text() {
        return namespace + ":" + name;
    }

    String unit() {
        return namespace.equals("AWS/EC2") ? UNITS.getOrDefault(name, "") : "";
    }

    /** Returns what a statistic is called there. */
    static String statistic(Statistic statistic) {
        return switch (statistic) {
            case AVERAGE -> "Average";
            case MINIMUM -> "Minimum";
            case MAXIMUM -> "Maximum";
            case SUM -> "Sum";
            case COUNT -> "SampleCount";
            case P50, P90, P95, P99 -> statistic.name().toLowerCase(Locale.ROOT);
            default ->
                throw CloudException.notSent(
                                Reason.INVALID, "CloudWatch keeps no " + statistic + " of a metric; ask for an average")
                        .build();
        };
    }

    /** Reads what {@link #statistic} wrote. */
    static Statistic statistic(String text) {
        for (Statistic each : Statistic.values()) {
            if (each != Statistic.LAST
                    && each != Statistic.RATE
                    && statistic(each).equals(text)) {
                return each;
            }
        }
        return Statistic.AVERAGE;
    }

    /** Periods are whole minutes; a shorter or uneven one is lengthened to the next. */
    static long period(Duration step) {
        long seconds = Math.max(1, step.toSeconds() + (step.getNano() > 0 ? 1 : 0));
        return (seconds + 59) / 60 * 60;
    }

    /** Reads what tells one series of a metric from another. */
    static Map<String, String> dimensions(Xml metric) {
        Map<String, String> dimensions = new TreeMap<>();
        for (Xml dimension : metric.items("Dimensions.member")) {
            dimensions.put(dimension.text("Name"), dimension.text("Value", ""));
        }
        return dimensions;
    }

    /** Puts them; an empty value is left out. */
    static void put(Form form, String prefix, Map<String, String> dimensions) {
        int number = 0;
        for (Map.Entry<String, String> dimension : new TreeMap<>(dimensions).entrySet()) {
            String item = form.item(prefix, ++number);
            form.put(item + ".Name", dimension.getKey());
            if (!dimension.getValue().isEmpty()) {
                form.put(item + ".Value", dimension.getValue());
            }
        }
    }
}
