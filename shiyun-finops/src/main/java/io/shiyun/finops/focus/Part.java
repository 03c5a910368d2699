package io.shiyun.finops.focus;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a provider restates as one: the rows of one file name, one provider and one billing period. When a file of the
 * same name brings rows of the same provider and period again, they take the place of the former ones.
 *
 * @param file the name under which the file was loaded
 * @param provider the provider's name as the rows give it
 * @param billingPeriod the first day, UTC, of the rows' billing period
 */
public record Part(String file, String provider, LocalDate billingPeriod) {
    /** Checks that nothing is missing. */
    public Part {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(billingPeriod, "billingPeriod");
    }
}
