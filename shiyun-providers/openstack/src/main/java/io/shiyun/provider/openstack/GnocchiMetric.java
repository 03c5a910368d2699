package io.shiyun.provider.openstack;

import io.shiyun.wire.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of one resource, and what its archive policy keeps of it.
 *
 * @param id names it
 * @param name its name
 * @param unit its unit in UCUM, or the cloud's own word
 * @param resource the resource it measures; empty for none
 * @param methods what is made of the samples of a period, such as {@code mean}
 * @param kept the lengths of periods, the shortest first, and how long each is kept
 */
record GnocchiMetric(String id, String name, String unit, String resource, Set<String> methods, List<Kept> kept) {
    /** Points of one length, kept for a time. */
    record Kept(Duration granularity, Duration timespan) {}

    /** What Ceilometer writes of memory and disks as MB and GB is counted in powers of two. */
    private static final Map<String, String> UNITS = Map.of(
            "B", "By", "KB", "KiBy", "KiB", "KiBy", "MB", "MiBy", "MiB", "MiBy", "GB", "GiBy", "GiB", "GiBy", "B/s",
            "By/s");

    private static final Duration FOREVER = Duration.ofDays(365_000);

    private static final BigDecimal LONGEST = BigDecimal.valueOf(9_000_000_000L);

    private static final Pattern TIMESPAN =
            Pattern.compile("(?:(\\d{1,9}) days?, )?(\\d{1,9}):(\\d{2}):(\\d{2}(?:\\.\\d{1,9})?)");

    static GnocchiMetric read(Json metric, Json policy) {
        List<Kept> kept = new ArrayList<>();
        for (Json item : policy.items("definition")) {
            Json span = item.at("timespan");
            Duration timespan = span.missing() ? FOREVER : timespan(span);
            kept.add(new Kept(timespan(item.at("granularity")), timespan));
        }
        kept.removeIf(each -> each.granularity().isZero());
        kept.sort(Comparator.comparing(Kept::granularity));
        String resource = metric.text("resource_id", metric.text("resource.id", ""));
        return new GnocchiMetric(
                metric.text("id"),
                metric.text("name", ""),
                UNITS.getOrDefault(metric.text("unit", ""), metric.text("unit", "")),
                resource,
                Set.copyOf(policy.texts("aggregation_methods")),
                List.copyOf(kept));
    }

    /** Written as seconds or as Python writes a span of time: {@code 0:05:00}, {@code 30 days, 0:00:00}. */
    static Duration timespan(Json text) {
        Matcher matcher = TIMESPAN.matcher(text.text());
        if (!matcher.matches()) {
            return seconds(text.number());
        }
        long days = Optional.ofNullable(matcher.group(1)).map(Long::parseLong).orElse(0L);
        return Duration.ofDays(days)
                .plusHours(Long.parseLong(matcher.group(2)))
                .plusMinutes(Long.parseLong(matcher.group(3)))
                .plus(seconds(new BigDecimal(matcher.group(4))));
    }

    /** Reads seconds with their fraction; what is longer than a lifetime is no span. */
    static Duration seconds(BigDecimal seconds) {
        if (seconds.signum() < 0 || seconds.compareTo(LONGEST) > 0) {
            throw new ArithmeticException(seconds + " is no span of time");
        }
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }
}
