package io.shiyun.prometheus;

import java.util.Map;

/** The unit of a metric by the ending of its name, as Prometheus' naming practice has it, in UCUM codes. */
final class Units {
    private static final Map<String, String> BY_ENDING = Map.of(
            "seconds", "s",
            "milliseconds", "ms",
            "bytes", "By",
            "celsius", "Cel",
            "meters", "m",
            "volts", "V",
            "amperes", "A",
            "joules", "J",
            "grams", "g",
            "percent", "%");

    private Units() {}

    /** Returns the unit, {@code 1} when the name does not say. */
    static String of(String metric) {
        String name = metric.endsWith("_total") ? metric.substring(0, metric.length() - 6) : metric;
        return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('_') + 1), "1");
    }
}
