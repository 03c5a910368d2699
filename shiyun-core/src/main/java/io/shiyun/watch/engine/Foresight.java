package io.shiyun.watch.engine;

import io.shiyun.metrics.Forecaster;
import io.shiyun.metrics.Reach;
import io.shiyun.watch.Limit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When a series reaches a limit, as a value to judge and as words.
 *
 * @param seconds until the limit is likely reached, 0 once it is; when it is not within sight how far the sight goes, provided
 *     that this is farther than was asked, else empty
 * @param words for people
 */
record Foresight(OptionalDouble seconds, String words) {
    private static final MathContext DIGITS = new MathContext(9);

    /**
     * Looks ahead.
     *
     * @param last the latest value
     * @param now milliseconds since the epoch
     * @param within how many seconds ahead matter
     */
    static Foresight of(Forecaster forecaster, double last, Limit limit, long now, double within) {
        String value = text(limit.value());
        if (limit.reachedBy(last)) {
            return new Foresight(OptionalDouble.of(0), "has reached " + value + " and is at " + text(last));
        }
        Reach reach = forecaster.reach(limit.value());
        OptionalLong likely = reach.likely();
        double sight = (reach.horizon() - now) / 1000.0;
        if (likely.isEmpty()) {
            return new Foresight(
                    sight > within ? OptionalDouble.of(sight) : OptionalDouble.empty(),
                    "is at " + text(last) + " and not expected to reach " + value + " before "
                            + time(reach.horizon(), now) + ", as far as can be foretold");
        }
        String words = "reaches " + value + " likely at " + time(likely.getAsLong(), now) + ", earliest at "
                + time(reach.earliest().orElse(likely.getAsLong()), now) + ", latest "
                + (reach.latest().isPresent()
                        ? "at " + time(reach.latest().getAsLong(), now)
                        : "after " + time(reach.horizon(), now));
        return new Foresight(OptionalDouble.of(Math.max(0, (likely.getAsLong() - now) / 1000.0)), words);
    }

    private static String text(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(value) < 1e18 && rounded.scale() < 18 ? rounded.toPlainString() : rounded.toString();
    }

    private static String time(long time, long now) {
        Duration ahead = Duration.ofMillis(Math.max(0, time - now));
        String length = ahead.toHours() >= 48
                ? ahead.toDays() + " days"
                : ahead.toMinutes() >= 120 ? ahead.toHours() + " h" : ahead.toMinutes() + " min";
        return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS) + " (in " + length + ")";
    }
}
