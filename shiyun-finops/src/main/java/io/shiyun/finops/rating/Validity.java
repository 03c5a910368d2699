package io.shiyun.finops.rating;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a price or a rule holds.
 *
 * @param from the first day
 * @param to the first day on which it holds no more, or null if it holds until further notice
 */
public record Validity(LocalDate from, @Nullable LocalDate to) {
    public Validity {
        Objects.requireNonNull(from, "from");
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("Nothing holds from " + from + " to " + to
                    + "; the end is the first day on which it holds no more, so it comes after the beginning");
        }
    }

    /** Returns all days. */
    public static Validity always() {
        return new Validity(LocalDate.MIN, null);
    }

    /** Returns the days from this one on. */
    public static Validity from(LocalDate day) {
        return new Validity(day, null);
    }

    /** Returns the days from the first to the second, itself not included. */
    public static Validity between(LocalDate from, LocalDate to) {
        return new Validity(from, to);
    }

    /** Returns whether it holds on a day. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (to == null || day.isBefore(to));
    }

    /** Returns whether there is a day on which both hold. */
    public boolean overlaps(Validity other) {
        return (to == null || other.from.isBefore(to)) && (other.to == null || from.isBefore(other.to));
    }

    @Override
    public String toString() {
        return (from.equals(LocalDate.MIN) ? "ever" : "from " + from) + (to == null ? "" : " before " + to);
    }
}
