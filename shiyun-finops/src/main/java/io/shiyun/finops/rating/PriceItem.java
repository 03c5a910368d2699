package io.shiyun.finops.rating;

import io.shiyun.finops.money.Rounding;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * The price of a thing while it holds.
 *
 * @param item the thing's name
 * @param validity the days on which the price holds
 * @param currency of all amounts in it
 * @param metering what the price counts
 * @param pricing how a unit's price is found
 * @param minimumCharge what a billing period is charged at least if the thing was used at all
 */
public record PriceItem(
        String item,
        Validity validity,
        Currency currency,
        Metering metering,
        Pricing pricing,
        BigDecimal minimumCharge) {
    public PriceItem {
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(currency, "currency");
        if (item.isBlank()) {
            throw new IllegalArgumentException("A price has the name of a thing");
        }
        if (minimumCharge.signum() < 0) {
            throw new IllegalArgumentException(
                    item + " has the minimum charge " + minimumCharge.toPlainString() + "; it is zero or more");
        }
        if (pricing instanceof SpotPrice && !metering.isTime()) {
            throw new IllegalArgumentException(
                    item + " has a spot price per " + metering.per() + "; a spot price is per unit of time");
        }
    }

    /** Returns a price that always holds, in the currency of this ISO 4217 code. */
    public static PriceItem of(String item, String currency, Metering metering, Pricing pricing) {
        return new PriceItem(item, Validity.always(), Rounding.currency(currency), metering, pricing, BigDecimal.ZERO);
    }

    /** Returns this, for other days. */
    public PriceItem valid(Validity days) {
        return new PriceItem(item, days, currency, metering, pricing, minimumCharge);
    }

    /** Returns this, with what a period is charged at least. */
    public PriceItem atLeast(BigDecimal charge) {
        return new PriceItem(item, validity, currency, metering, pricing, charge);
    }
}
