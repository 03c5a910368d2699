package io.shiyun.finops.capacity;

import io.shiyun.finops.money.Rounding;
import io.shiyun.offer.OfferCatalogue;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans capacity ahead: when each pool runs out, what to buy by when, and what may be let go. It only plans. Immutable; each
 * method answers a changed copy. Safe for use by several threads; the same use gives the same plan.
 *
 * <p>Use is looked at by the peaks of weeks, six of them at the least. A pool runs out in the week whose peak goes into the
 * headroom. Hosts are bought one after the other, each so early that it is there at the lower end of the interval.
 */
public final class CapacityPlanner {
    /** The most days ahead. */
    public static final int MOST_AHEAD = 400;

    private static final int WEEK = 7;

    private final Terms terms;

    /** What a plan keeps to. */
    record Terms(
            OfferCatalogue catalogue,
            Currency currency,
            double headroom,
            int leadDays,
            int ahead,
            double confidence,
            int term,
            int least) {}

    private CapacityPlanner(Terms terms) {
        this.terms = terms;
    }

    /**
     * Begins with a fifth of all capacity left free, two weeks from order to use, half a year ahead, an interval for 80 of
     * 100 cases, commitments of 12 months, and one host that always stays.
     *
     * @param catalogue knows prices, by the names of the connected clouds
     * @param currency the ISO 4217 code of the currency in which to buy; prices in others are not compared
     * @throws IllegalArgumentException if there is no such currency
     */
    public static CapacityPlanner with(OfferCatalogue catalogue, String currency) {
        return new CapacityPlanner(new Terms(catalogue, Rounding.currency(currency), 0.2, 14, 26 * WEEK, 0.8, 12, 1));
    }

    /**
     * Leaves this share of the capacity free at the peak.
     *
     * @param share from 0, 1 not included
     */
    public CapacityPlanner headroom(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The headroom is " + share + "; it is a share from 0 to 1, 1 not included");
        }
        Terms t = terms;
        return new CapacityPlanner(
                new Terms(t.catalogue, t.currency, share, t.leadDays, t.ahead, t.confidence, t.term, t.least));
    }

    /** Counts on so long from an order to its use, up to 400 days; parts of a day count whole. */
    public CapacityPlanner leadTime(Duration time) {
        long days = time.plusDays(1).minusNanos(1).toDays();
        if (time.isNegative() || days > MOST_AHEAD) {
            throw new IllegalArgumentException(
                    "The lead time is " + time + "; it is from none to " + MOST_AHEAD + " days");
        }
        Terms t = terms;
        return new CapacityPlanner(
                new Terms(t.catalogue, t.currency, t.headroom, (int) days, t.ahead, t.confidence, t.term, t.least));
    }

    /** Looks so many days ahead, from 7 to 400, in whole weeks. */
    public CapacityPlanner ahead(int days) {
        if (days < WEEK || days > MOST_AHEAD) {
            throw new IllegalArgumentException(
                    "It looks " + days + " days ahead; 7 to " + MOST_AHEAD + " can be asked for");
        }
        Terms t = terms;
        return new CapacityPlanner(new Terms(
                t.catalogue, t.currency, t.headroom, t.leadDays, days / WEEK * WEEK, t.confidence, t.term, t.least));
    }

    /**
     * Has an interval that should hold the truth in this share of all cases.
     *
     * @param share from 0.5 to 0.99
     */
    public CapacityPlanner confidence(double share) {
        if (!(share >= 0.5 && share <= 0.99)) {
            throw new IllegalArgumentException("The confidence is " + share + "; it is a share from 0.5 to 0.99");
        }
        Terms t = terms;
        return new CapacityPlanner(
                new Terms(t.catalogue, t.currency, t.headroom, t.leadDays, t.ahead, share, t.term, t.least));
    }

    /** Looks for commitments of so many months; 0 for none. */
    public CapacityPlanner commitFor(int months) {
        if (months < 0 || months > 120) {
            throw new IllegalArgumentException(
                    "A commitment for " + months + " months is none; 0 to 120 can be asked for");
        }
        Terms t = terms;
        return new CapacityPlanner(
                new Terms(t.catalogue, t.currency, t.headroom, t.leadDays, t.ahead, t.confidence, months, t.least));
    }

    /** Lets no more hosts of a pool go than leave so many, at least one. */
    public CapacityPlanner keepAtLeast(int hosts) {
        if (hosts < 1) {
            throw new IllegalArgumentException("Keeping " + hosts + " hosts is keeping no pool; one is the least");
        }
        Terms t = terms;
        return new CapacityPlanner(
                new Terms(t.catalogue, t.currency, t.headroom, t.leadDays, t.ahead, t.confidence, t.term, hosts));
    }

    /**
     * Plans several pools, those first that run out first.
     *
     * @param pools which
     * @param today the first day whose use is not known in full
     */
    public List<CapacityPlan> plan(List<Pool> pools, LocalDate today) {
        return pools.stream()
                .map(pool -> plan(pool, today))
                .sorted(Comparator.comparing(
                                (CapacityPlan plan) -> plan.earliest().orElse(LocalDate.MAX))
                        .thenComparing(plan -> plan.pool().name()))
                .toList();
    }

    /** Plans one pool. */
    public CapacityPlan plan(Pool pool, LocalDate today) {
        List<String> missing = new ArrayList<>(pool.missing());
        List<Looked> looked = new ArrayList<>();
        for (Demand demand : pool.demands()) {
            int known = Course.known(demand, today);
            if (known < Course.LEAST) {
                missing.add(demand.resource() + " is known of " + known + " weeks; it takes " + Course.LEAST);
            } else if (Course.stale(demand, today)) {
                missing.add(demand.resource() + " was last known on "
                        + demand.peaks().lastKey() + "; that says nothing of the weeks to come");
            } else {
                Course course = Course.of(demand, today);
                looked.add(new Looked(demand, course, course.draw(terms.ahead / WEEK)));
            }
        }
        if (pool.demands().isEmpty()) {
            missing.add("no use of this pool is known");
        }
        List<RunOut> runsOut = looked.stream().map(one -> runOut(one, today)).toList();
        List<Buy> buys = new Buying(terms, pool, looked, today, missing).buys();
        Optional<LetGo> letGo = Optional.empty();
        // What is not known of one resource may be what the hosts are needed for.
        if (buys.isEmpty() && looked.size() == Resource.values().length) {
            letGo = new LettingGo(terms, pool, looked).letGo();
        }
        return new CapacityPlan(pool, today, today.plusDays(terms.ahead), runsOut, buys, letGo, missing);
    }

    private RunOut runOut(Looked looked, LocalDate today) {
        Demand demand = looked.demand();
        Course course = looked.course();
        Course.Draws draws = looked.draws();
        double usable = demand.capacity() * (1 - terms.headroom);
        double tail = (1 - terms.confidence) / 2;
        String unit = " " + demand.resource().unit();
        List<String> basis = List.of(
                "peaks of " + course.size() + " weeks before " + today + ", the latest " + number(course.latest())
                        + unit + ", the highest " + number(course.highest()) + unit,
                (course.slope() < 0 ? "they fall by " : "they grow by ") + number(Math.abs(course.slope())) + unit
                        + " a week",
                "of " + number(demand.capacity()) + unit + " " + number(usable) + unit
                        + " may be used, the rest is headroom");
        return new RunOut(
                demand.resource(),
                demand.capacity(),
                usable,
                course.latest(),
                course.slope(),
                day(draws.passed(usable, tail), today),
                day(draws.passed(usable, 0.5), today),
                day(draws.passed(usable, 1 - tail), today),
                terms.confidence,
                basis);
    }

    /** Returns the first day of a week ahead, the first one numbered 1; empty for 0. */
    static Optional<LocalDate> day(int week, LocalDate today) {
        return week == 0 ? Optional.empty() : Optional.of(today.plusDays((long) WEEK * (week - 1)));
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
