package io.shiyun.finops.rating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price in steps of the quantity used in a billing period. <em>Graduated</em>: each unit costs what the tier says in
 * which it falls. <em>Volume</em>: all units cost what the tier says in which the whole quantity falls. Immutable.
 */
public final class TieredPrice implements Pricing {
    /** How tiers share a quantity. */
    public enum Mode {
        /** Each unit at the price of its own tier. */
        GRADUATED,
        /** All units at the price of the tier of the whole quantity. */
        VOLUME
    }

    /**
     * What of a quantity falls into a tier.
     *
     * @param quantity in units, times the divisor
     * @param amount for it, the flat part included
     */
    record Part(Tier tier, BigDecimal quantity, BigDecimal amount) {}

    private final Mode mode;
    private final List<Tier> tiers;

    private TieredPrice(Mode mode, List<Tier> tiers) {
        this.mode = mode;
        this.tiers = checked(tiers);
    }

    /** Returns one price for every unit. */
    public static TieredPrice flat(BigDecimal unitPrice) {
        return new TieredPrice(Mode.GRADUATED, List.of(new Tier(BigDecimal.ZERO, null, unitPrice, BigDecimal.ZERO)));
    }

    /** Returns one price for every unit, written as a decimal. */
    public static TieredPrice flat(String unitPrice) {
        return flat(new BigDecimal(unitPrice));
    }

    /**
     * Returns a price where each unit costs what its own tier says.
     *
     * @throws IllegalArgumentException if tiers overlap, leave a gap, or do not begin at zero
     */
    public static TieredPrice graduated(Tier... tiers) {
        return new TieredPrice(Mode.GRADUATED, List.of(tiers));
    }

    /**
     * Returns a price where all units cost what the tier of the whole quantity says.
     *
     * @throws IllegalArgumentException if tiers overlap, leave a gap, or do not begin at zero
     */
    public static TieredPrice volume(Tier... tiers) {
        return new TieredPrice(Mode.VOLUME, List.of(tiers));
    }

    /** Returns how the tiers share a quantity. */
    public Mode mode() {
        return mode;
    }

    /** Returns the tiers, lowest first. */
    public List<Tier> tiers() {
        return tiers;
    }

    /**
     * Returns what a quantity costs, exact.
     *
     * @throws IllegalArgumentException if the quantity is negative, or above the last tier
     */
    public BigDecimal charge(BigDecimal quantity) {
        return parts(BigDecimal.ZERO, quantity, quantity, BigDecimal.ONE).stream()
                .map(Part::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Returns what a stretch of a quantity costs, by tier. Quantities are in units times the divisor, so that seconds
     * need not be divided before they are priced. An amount is the difference of two running amounts, each divided once,
     * so that stretches of a tier add to the whole tier however they are cut.
     *
     * @param before what came before it in the period
     * @param quantity what is asked about
     * @param total all of the period
     */
    List<Part> parts(BigDecimal before, BigDecimal quantity, BigDecimal total, BigDecimal divisor) {
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("A quantity is zero or more, not " + quantity.toPlainString());
        }
        BigDecimal after = before.add(quantity);
        Tier last = tiers.get(tiers.size() - 1);
        if (last.to() != null && total.compareTo(last.to().multiply(divisor)) > 0) {
            throw new IllegalArgumentException("The price ends at " + last.to().toPlainString() + " units, and "
                    + Quotients.of(total, divisor).stripTrailingZeros().toPlainString()
                    + " were used; add a tier for what is above");
        }
        if (mode == Mode.VOLUME) {
            Tier tier = tierOf(total, divisor);
            return quantity.signum() == 0
                    ? List.of()
                    : List.of(part(tier, before, after, before.signum() == 0, divisor));
        }
        List<Part> parts = new ArrayList<>();
        for (Tier tier : tiers) {
            BigDecimal from = tier.from().multiply(divisor);
            BigDecimal low = before.max(from);
            BigDecimal high = tier.to() == null ? after : after.min(tier.to().multiply(divisor));
            if (low.compareTo(high) < 0) {
                parts.add(part(tier, low.subtract(from), high.subtract(from), low.compareTo(from) == 0, divisor));
            }
        }
        return parts;
    }

    private static Part part(Tier tier, BigDecimal low, BigDecimal high, boolean entered, BigDecimal divisor) {
        BigDecimal amount = Quotients.of(high.multiply(tier.unitPrice()), divisor)
                .subtract(Quotients.of(low.multiply(tier.unitPrice()), divisor));
        return new Part(tier, high.subtract(low), entered ? amount.add(tier.flat()) : amount);
    }

    private Tier tierOf(BigDecimal total, BigDecimal divisor) {
        for (Tier tier : tiers) {
            if (tier.to() == null || total.compareTo(tier.to().multiply(divisor)) <= 0) {
                return tier;
            }
        }
        throw new IllegalStateException("No tier holds " + total);
    }

    private static List<Tier> checked(List<Tier> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("A price has at least one tier; for a free thing give one at zero");
        }
        List<Tier> tiers =
                given.stream().sorted(Comparator.comparing(Tier::from)).toList();
        @Nullable Tier before = null;
        for (Tier tier : tiers) {
            BigDecimal end = before == null ? BigDecimal.ZERO : before.to();
            int gap = end == null ? -1 : tier.from().compareTo(end);
            if (gap < 0) {
                throw new IllegalArgumentException(
                        "The tiers " + before + " and " + tier + " overlap; let each begin where the one before ends");
            }
            if (gap > 0) {
                throw new IllegalArgumentException("No tier holds what is above "
                        + Objects.requireNonNull(end).toPlainString() + " up to "
                        + tier.from().toPlainString()
                        + "; let the first begin at 0 and each where the one before ends");
            }
            before = tier;
        }
        return tiers;
    }
}
