package io.shiyun.finops.budget;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The day at whose end an amount will be spent, within a period. A day is empty when it does not lie in what is left of the period, or nothing can be
 * foretold.
 *
 * @param reached whether the amount is spent already; then no day is told
 * @param earliest when the upper end of the interval reaches it
 * @param likely when what is expected does
 * @param latest when the lower end does
 * @param before the first day that was not looked at: the end of the period
 */
public record BudgetReach(
        boolean reached,
        Optional<LocalDate> earliest,
        Optional<LocalDate> likely,
        Optional<LocalDate> latest,
        LocalDate before) {
    public BudgetReach {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(likely, "likely");
        Objects.requireNonNull(latest, "latest");
        Objects.requireNonNull(before, "before");
    }

    static BudgetReach already(LocalDate before) {
        return new BudgetReach(true, Optional.empty(), Optional.empty(), Optional.empty(), before);
    }

    static BudgetReach unknown(LocalDate before) {
        return new BudgetReach(false, Optional.empty(), Optional.empty(), Optional.empty(), before);
    }

    /** Returns it in a sentence for people. */
    public String words() {
        if (reached) {
            return "spent already";
        }
        if (earliest.isEmpty()) {
            return "not expected to be spent before " + before;
        }
        Function<Optional<LocalDate>, String> text =
                day -> day.map(LocalDate::toString).orElse("not before " + before);
        return "likely spent: " + text.apply(likely) + ", earliest: " + text.apply(earliest) + ", latest: "
                + text.apply(latest);
    }
}
