package io.shiyun.finops.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of use of one thing.
 *
 * @param id the record's own id; the same use never comes under two
 * @param item what is used, by its name in the price list
 * @param start when it began
 * @param end when it ended, itself not included; for what is counted, when the count was closed
 * @param quantity how many were in use all that time, or, of what is counted, how many were used; zero or more
 * @param labels what rules go by
 */
public record Usage(String id, String item, Instant start, Instant end, BigDecimal quantity, Labels labels) {
    public Usage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(labels, "labels");
        if (end.isBefore(start)) {
            throw new IllegalArgumentException(
                    "Use " + id + " ends at " + end + ", before it begins at " + start + "; correct the record");
        }
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("Use " + id + " of " + item + " has the negative quantity "
                    + quantity.toPlainString() + "; correct the record, or give the money back by a credit note");
        }
    }
}
