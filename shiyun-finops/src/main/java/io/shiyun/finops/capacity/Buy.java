package io.shiyun.finops.capacity;

import io.shiyun.finops.advice.Plan;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import io.shiyun.offer.CatalogueOffer;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to buy, and by when. Nothing is bought before somebody runs its plan.
 *
 * @param offer what, on demand
 * @param count how many
 * @param by the day by which to order: the day of need less the lead time, but not before the day of the plan
 * @param needed the day from which it may be needed: the lower end of the interval
 * @param likely the day from which it is likely needed; empty when that is beyond the horizon
 * @param monthly what all of them cost on demand in a month of 730 hours, exact
 * @param committed the same for a term, where the catalogue has it for less
 * @param committedMonthly what all of them cost in a month with the term
 * @param commit whether to commit: they are needed within the horizon even at the upper end of the interval, and the term
 *     costs less
 * @param evidence what says so
 * @param plan how to do it
 */
public record Buy(
        CatalogueOffer offer,
        int count,
        LocalDate by,
        LocalDate needed,
        Optional<LocalDate> likely,
        Money monthly,
        Optional<CatalogueOffer> committed,
        Optional<Money> committedMonthly,
        boolean commit,
        List<String> evidence,
        Plan plan) {
    public Buy {
        evidence = List.copyOf(evidence);
        if (count < 1) {
            throw new IllegalArgumentException("Buying " + count + " is buying nothing");
        }
    }

    /** Returns what a month costs when it is bought as advised. */
    public Money cost() {
        return commit ? committedMonthly.orElse(monthly) : monthly;
    }

    @Override
    public String toString() {
        return "by " + by + " " + count + " x " + offer.shape() + " at " + offer.seller() + "/" + offer.region()
                + (commit ? " for " + committed.map(CatalogueOffer::termMonths).orElse(0) + " months" : " on demand")
                + ", " + Rounding.words(cost()) + " a month";
    }
}
