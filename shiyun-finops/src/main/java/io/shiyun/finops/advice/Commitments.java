package io.shiyun.finops.advice;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.Conversions;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Advice on commitments, from the bills. The cube must keep {@link #ID}, {@link #STATUS}, {@link #PRICING}, the service and
 * the region.
 */
public final class Commitments {
    /** Which commitment a row is about. */
    public static final Dimension ID = Dimension.of(FocusColumn.COMMITMENT_DISCOUNT_ID);
    /** Used or Unused. */
    public static final Dimension STATUS = Dimension.of(FocusColumn.COMMITMENT_DISCOUNT_STATUS);
    /** Standard, Dynamic, Committed or Other. */
    public static final Dimension PRICING = Dimension.of(FocusColumn.PRICING_CATEGORY);

    /** The fewest days that advice rests on. */
    public static final int DAYS = 28;

    private static final BigDecimal DAYS_OF_MONTH =
            new BigDecimal("730").divide(BigDecimal.valueOf(24), 11, RoundingMode.HALF_EVEN);
    private static final BigDecimal WELL_USED = new BigDecimal("0.8");
    private static final double FLOOR = 0.1;

    private final CubeCosts costs;
    private final LocalDate from;
    private final LocalDate to;

    /**
     * Looks at a window of days.
     *
     * @throws IllegalArgumentException when it has fewer than {@value #DAYS}
     */
    public Commitments(CubeCosts costs, LocalDate from, LocalDate to) {
        if (from.plusDays(DAYS).isAfter(to)) {
            throw new IllegalArgumentException("From " + from + " to " + to + " are fewer than " + DAYS
                    + " days; steady use cannot be told from them");
        }
        this.costs = costs;
        this.from = from;
        this.to = to;
    }

    /**
     * What committing saves.
     *
     * @param service the service, by its provider's name
     * @param discount the share that is saved, above 0 and below 1
     * @param months the term
     */
    public record Terms(String service, BigDecimal discount, int months) {
        public Terms {
            if (discount.signum() <= 0 || discount.compareTo(BigDecimal.ONE) >= 0 || months < 1) {
                throw new IllegalArgumentException("A commitment to " + service + " with a discount of "
                        + discount.toPlainString() + " for " + months
                        + " months is none; the discount is a share between 0 and 1");
            }
        }
    }

    /** Returns how much of each commitment was used, by its id and currency. */
    public List<CommitmentUse> use() {
        Map<String, CommitmentUse> uses = new TreeMap<>();
        costs.daily(Cost.EFFECTIVE, Map.of(STATUS, Set.of("Used", "Unused")), List.of(ID, STATUS), from, to)
                .forEach((currency, groups) -> groups.forEach((key, days) -> {
                    Money zero = Money.zero(currency);
                    Money total = days.total(from, to);
                    boolean used = key.get(1).equals("Used");
                    CommitmentUse one =
                            new CommitmentUse(key.get(0), used ? total : zero, used ? zero : total, days.conversions());
                    uses.merge(key.get(0) + "\n" + currency, one, CommitmentUse::plus);
                }));
        return List.copyOf(uses.values());
    }

    /**
     * Advises: to let go what is used for less than four fifths, and to commit where use on demand never falls low.
     *
     * @param terms what committing to a service saves; of a service that is not named nothing is advised to buy
     */
    public List<Advice> advise(List<Terms> terms) {
        List<Advice> all = new ArrayList<>();
        for (CommitmentUse use : use()) {
            if (use.unused().amount().signum() > 0 && use.share().compareTo(WELL_USED) < 0) {
                all.add(letGo(use));
            }
        }
        for (Terms each : terms) {
            Map<Dimension, Set<String>> where =
                    Map.of(PRICING, Set.of("Standard"), Dimension.SERVICE, Set.of(each.service));
            Map<Currency, Map<List<String>, DailyCosts>> days =
                    costs.daily(Cost.EFFECTIVE, where, List.of(Dimension.REGION), from, to);
            days.values()
                    .forEach(regions -> regions.forEach((region, daily) ->
                            buy(each, region.get(0), daily.between(from, to)).ifPresent(all::add)));
        }
        return Advisor.sorted(all);
    }

    private long length() {
        return to.toEpochDay() - from.toEpochDay();
    }

    private Money month(Money total) {
        BigDecimal month =
                total.amount().multiply(DAYS_OF_MONTH).divide(BigDecimal.valueOf(length()), 11, RoundingMode.HALF_EVEN);
        return new Money(month, total.currency());
    }

    private static List<String> evidence(List<Conversion> conversions, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        if (!conversions.isEmpty()) {
            all.add(Conversions.words(conversions));
        }
        return all;
    }

    private Advice letGo(CommitmentUse use) {
        return new Advice(
                Advice.Kind.LET_COMMITMENT_GO,
                use.id(),
                "Commitment " + use.id() + " is paid and not used",
                evidence(
                        use.conversions(),
                        "from " + from + " to " + to.minusDays(1) + " " + use.used() + " of it was used and "
                                + use.unused() + " was not",
                        use.share().movePointRight(2).setScale(1, RoundingMode.HALF_EVEN) + " % used"),
                Optional.of(new Saving(month(use.unused()), Saving.Confidence.FAIR)),
                Plan.of(new Step.ByHand(
                        "sell, exchange or do not renew commitment " + use.id() + ", or move use under it")));
    }

    private Optional<Advice> buy(Terms terms, String region, DailyCosts daily) {
        List<BigDecimal> known = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            if (daily.knows(day)) {
                known.add(daily.on(day));
            }
        }
        known.sort(null);
        if (known.size() < DAYS) {
            return Optional.empty();
        }
        BigDecimal floor = known.get((int) (FLOOR * known.size()));
        BigDecimal middle = known.get(known.size() / 2);
        // Below half of the usual day the floor is that of use which comes and goes.
        if (floor.signum() <= 0 || floor.add(floor).compareTo(middle) < 0) {
            return Optional.empty();
        }
        BigDecimal saving =
                floor.multiply(terms.discount).multiply(DAYS_OF_MONTH).setScale(11, RoundingMode.HALF_EVEN);
        String subject = terms.service + (region.isEmpty() ? "" : " in " + region);
        return Optional.of(new Advice(
                Advice.Kind.BUY_COMMITMENT,
                subject,
                "Steady use of " + subject + " is paid on demand",
                evidence(
                        daily.conversions(),
                        "on nine of ten days it costs " + floor.toPlainString() + " "
                                + daily.currency().getCurrencyCode() + " or more, on demand",
                        known.size() + " days from " + from + " to " + to.minusDays(1),
                        "a commitment of " + terms.months + " months saves "
                                + terms.discount
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " % of what it covers"),
                Optional.of(new Saving(new Money(saving, daily.currency()), Saving.Confidence.FAIR)),
                Plan.of(new Step.ByHand("commit to " + floor.toPlainString() + " "
                        + daily.currency().getCurrencyCode() + " a day of " + subject + " for " + terms.months
                        + " months"))));
    }
}
