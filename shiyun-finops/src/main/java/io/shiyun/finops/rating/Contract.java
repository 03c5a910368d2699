package io.shiyun.finops.rating;

import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a contract: from when, for how long, how it goes on, and what is spent at least.
 *
 * @param name on lines
 * @param labels what rules go by
 * @param start the first day
 * @param term what terms are counted in, and what the minimum is for
 * @param terms how many of them the contract runs at first
 * @param minimum what is spent in each month or year of the calendar at least; zero for nothing
 * @param renewal how it goes on after its first run
 * @param cancelled the day on which notice was given, or null
 */
public record Contract(
        String name,
        Labels labels,
        LocalDate start,
        Term term,
        int terms,
        Money minimum,
        Renewal renewal,
        @Nullable LocalDate cancelled) {
    private static final int MOST_RUNS = 1_000;

    /**
     * How a contract goes on.
     *
     * @param terms for how many terms at a time; zero if it ends with its first run
     * @param noticeDays how many days before the end of a run notice is given at the latest
     */
    public record Renewal(int terms, int noticeDays) {
        /** It ends with its first run. */
        public static final Renewal NONE = new Renewal(0, 0);

        public Renewal {
            if (terms < 0 || noticeDays < 0) {
                throw new IllegalArgumentException(
                        "A contract is renewed for zero terms or more, with a notice of zero days"
                                + " or more, not for " + terms + " with " + noticeDays);
            }
        }
    }

    /**
     * A stretch that a contract runs before it is renewed or ends.
     *
     * @param number 0 for the first, then 1 for the first renewal and so on
     * @param from the first day
     * @param to the first day after it
     */
    public record Run(int number, LocalDate from, LocalDate to) {}

    public Contract {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(term, "term");
        Objects.requireNonNull(renewal, "renewal");
        if (name.isBlank() || terms < 1) {
            throw new IllegalArgumentException(
                    "A contract has a name and runs for one term or more, not '" + name + "' for " + terms);
        }
        if (minimum.amount().signum() < 0) {
            throw new IllegalArgumentException(
                    "Contract " + name + " has the minimum " + minimum + "; it is zero or more");
        }
    }

    /** Returns a contract that ends with its first run and has no minimum. */
    public static Contract of(String name, LocalDate start, Term term, int terms, Money minimum) {
        return new Contract(name, Labels.NONE, start, term, terms, minimum, Renewal.NONE, null);
    }

    /** Returns this, going on by itself for so many terms at a time unless notice is given so many days before. */
    public Contract renewing(int termsEach, int noticeDays) {
        return new Contract(name, labels, start, term, terms, minimum, new Renewal(termsEach, noticeDays), cancelled);
    }

    /** Returns this, with notice given on a day: it ends with the first run whose notice that is in time for. */
    public Contract cancelledOn(LocalDate day) {
        return new Contract(name, labels, start, term, terms, minimum, renewal, day);
    }

    /** Returns the first day after it, or empty while it goes on by itself. */
    public Optional<LocalDate> end() {
        if (renewal.terms() == 0) {
            return Optional.of(endOf(0));
        }
        if (cancelled == null) {
            return Optional.empty();
        }
        int run = 0;
        while (cancelled.isAfter(endOf(run).minusDays(renewal.noticeDays()))) {
            run = next(run);
        }
        return Optional.of(endOf(run));
    }

    /** Returns the runs that begin before a day. */
    public List<Run> runs(LocalDate before) {
        LocalDate end = end().orElse(LocalDate.MAX);
        List<Run> runs = new ArrayList<>();
        LocalDate from = start;
        for (int run = 0; from.isBefore(before) && from.isBefore(end); run = next(run)) {
            runs.add(new Run(run, from, endOf(run)));
            from = endOf(run);
        }
        return runs;
    }

    private int next(int run) {
        if (run >= MOST_RUNS) {
            throw new IllegalArgumentException(
                    "Contract " + name + " would be renewed more than " + MOST_RUNS + " times; check its days");
        }
        return run + 1;
    }

    private LocalDate endOf(int run) {
        return term.after(start, Math.addExact(terms, Math.multiplyExact(run, renewal.terms())));
    }

    /** Returns the days on which it holds, for rules and promotions that belong to it. */
    public Validity validity() {
        return new Validity(start, end().orElse(null));
    }

    /** Returns whether it holds on a day. */
    public boolean holds(LocalDate day) {
        return validity().contains(day);
    }

    /**
     * Returns what a period lacks to the minimum, if anything: by the days of the period on which the contract holds.
     *
     * @param spent what was spent in the period, in the contract's currency
     * @throws IllegalArgumentException if it is in another currency
     */
    public Optional<RatedLine> shortfall(BillingPeriod period, Money spent, ZoneId zone, Rounding rounding) {
        ServiceFee promise = new ServiceFee(name, labels, term, minimum, start, end().orElse(null));
        return new MinimumSpend(promise).shortfall(period, spent, zone, rounding);
    }
}
