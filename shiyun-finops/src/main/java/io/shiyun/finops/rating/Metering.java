package io.shiyun.finops.rating;

import io.shiyun.model.Per;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;

/**
 * What a price counts, and how a record of use is rounded up before it is priced: first to a multiple of a step, then to
 * a minimum. Time is counted in seconds, everything else in units. A month is 730 hours and a year 8,760, as clouds' price
 * lists have it; terms by the calendar are {@link Subscription}s and {@link ServiceFee}s.
 *
 * @param per what the price is for
 * @param step seconds, or units of what is counted, begun ones of which are charged in full; zero for exact use
 * @param minimum seconds, or units of what is counted, that each record is charged at least
 */
public record Metering(Per per, BigDecimal step, BigDecimal minimum) {
    public Metering {
        Objects.requireNonNull(per, "per");
        if (step.signum() < 0 || minimum.signum() < 0) {
            throw new IllegalArgumentException("A step and a minimum are zero or more, not " + step.toPlainString()
                    + " and " + minimum.toPlainString());
        }
    }

    /** Returns exact metering. */
    public static Metering by(Per per) {
        return new Metering(per, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** Returns this with begun steps of time charged in full. */
    public Metering begun(Duration step) {
        return new Metering(per, seconds(step), minimum);
    }

    /** Returns this with begun steps of what is counted charged in full. */
    public Metering begun(BigDecimal step) {
        return new Metering(per, counted(step), minimum);
    }

    /** Returns this with so much time charged at least. */
    public Metering atLeast(Duration minimum) {
        return new Metering(per, step, seconds(minimum));
    }

    /** Returns this with so many units charged at least. */
    public Metering atLeast(BigDecimal minimum) {
        return new Metering(per, step, counted(minimum));
    }

    /** Returns whether time is counted. */
    public boolean isTime() {
        return per.isTime() || per == Per.GIB_MONTH;
    }

    /** Returns what quantities are multiplied by while they are added up: the seconds of the unit, or one. */
    BigDecimal divisor() {
        return isTime()
                ? BigDecimal.valueOf(per == Per.GIB_MONTH ? Per.MONTH.seconds() : per.seconds())
                : BigDecimal.ONE;
    }

    /** Returns the seconds, or the units, that are charged for these. */
    BigDecimal charged(BigDecimal used) {
        BigDecimal stepped = step.signum() == 0
                ? used
                : used.divide(step, 0, RoundingMode.UP).multiply(step);
        return used.signum() == 0 ? used : stepped.max(minimum);
    }

    private BigDecimal seconds(Duration duration) {
        if (!isTime()) {
            throw new IllegalArgumentException("A price per " + per + " counts no time; give a step in units");
        }
        return toSeconds(duration);
    }

    private BigDecimal counted(BigDecimal units) {
        if (isTime()) {
            throw new IllegalArgumentException("A price per " + per + " counts time; give a step as a duration");
        }
        return units;
    }

    static BigDecimal toSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }
}
