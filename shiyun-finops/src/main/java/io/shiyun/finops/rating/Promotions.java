package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Ordered promotions. Each is applied to what those before it left, exactly and without rounding, and shows on every line
 * that it changed. Prices that are below zero already, such as refunds, are left alone. Immutable.
 */
public final class Promotions {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Promotion> promotions;
    private final ZoneId zone;

    private Promotions(List<Promotion> promotions, ZoneId zone) {
        this.promotions = promotions;
        this.zone = zone;
    }

    /**
     * Returns promotions in their order.
     *
     * @param zone in which days begin
     * @throws IllegalArgumentException if two have one name
     */
    public static Promotions of(ZoneId zone, Promotion... promotions) {
        Set<String> names = new HashSet<>();
        for (Promotion promotion : promotions) {
            if (!names.add(promotion.name())) {
                throw new IllegalArgumentException(
                        "Two promotions are called " + promotion.name() + "; lines cite them by name");
            }
        }
        return new Promotions(List.of(promotions), Objects.requireNonNull(zone, "zone"));
    }

    /** Returns the lines of one bill with the promotions taken off, in their order. */
    public List<PricedLine> apply(Collection<PricedLine> lines) {
        List<PricedLine> bill = new ArrayList<>(lines);
        for (Promotion promotion : promotions) {
            List<Integer> matching = new ArrayList<>();
            for (int i = 0; i < bill.size(); i++) {
                if (matches(promotion, bill.get(i))) {
                    matching.add(i);
                }
            }
            if (promotion.discount() instanceof Promotion.PercentOff off) {
                matching.forEach(i -> bill.set(i, percent(bill.get(i), promotion, off)));
            } else {
                amount(bill, matching, promotion, ((Promotion.AmountOff) promotion.discount()).amount());
            }
        }
        return List.copyOf(bill);
    }

    private boolean matches(Promotion promotion, PricedLine line) {
        boolean currency = !(promotion.discount() instanceof Promotion.AmountOff off)
                || off.amount().currency().equals(line.price().currency());
        return currency
                && line.price().amount().signum() > 0
                && promotion.match().matches(line.cost().labels())
                && promotion
                        .validity()
                        .contains(line.cost().start().atZone(zone).toLocalDate());
    }

    private static PricedLine percent(PricedLine line, Promotion promotion, Promotion.PercentOff off) {
        BigDecimal left =
                line.price().amount().multiply(HUNDRED.subtract(off.percent())).movePointLeft(2);
        return line.changed(promotion.name(), new Money(left, line.price().currency()));
    }

    private static void amount(List<PricedLine> bill, List<Integer> matching, Promotion promotion, Money amount) {
        Money rest = amount;
        for (int k = 0; k < matching.size() && rest.amount().signum() > 0; k++) {
            int i = matching.get(k);
            PricedLine line = bill.get(i);
            boolean all = promotion.belowZero() && k == matching.size() - 1;
            Money taken = all || rest.compareTo(line.price()) < 0 ? rest : line.price();
            bill.set(i, line.changed(promotion.name(), line.price().minus(taken)));
            rest = rest.minus(taken);
        }
    }
}
