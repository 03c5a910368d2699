package io.shiyun.finops.balance;

import io.shiyun.cost.Spend;
import io.shiyun.cost.SpendGuard;
import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.model.CloudException;
import io.shiyun.model.Money;
import io.shiyun.model.Reason;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Holds the expected cost of a create in a {@link Ledger}, spends it when the thing is there, and frees it when it certainly is
 * not. The movements of one create are referred to as {@code hold ...}, {@code capture ...} and {@code release ...}; each is
 * made once, however often it is asked for. Immutable; safe for use by several threads.
 */
public final class LedgerGuard implements SpendGuard {
    private final Ledger ledger;
    private final Function<Spend, String> account;
    private final UnaryOperator<Money> charge;
    private final boolean unpriced;
    private final @Nullable Conversions conversions;

    /** The dated rates by which a cost in another currency is held. */
    private record Conversions(ExchangeRates rates, ZoneId zone, InstantSource clock) {}

    private LedgerGuard(
            Ledger ledger,
            Function<Spend, String> account,
            UnaryOperator<Money> charge,
            boolean unpriced,
            @Nullable Conversions conversions) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.account = Objects.requireNonNull(account, "account");
        this.charge = charge;
        this.unpriced = unpriced;
        this.conversions = conversions;
    }

    /**
     * Begins with a guard that spends all it held, refuses what has no known price, and converts nothing.
     *
     * @param account which account pays; it answers the same for the same create, also after a restart
     */
    public static LedgerGuard of(Ledger ledger, Function<Spend, String> account) {
        return new LedgerGuard(ledger, account, held -> held, false, null);
    }

    /** Spends this part of what was held, zero or more and no more than all; the rest is free again. */
    public LedgerGuard charging(UnaryOperator<Money> part) {
        return new LedgerGuard(ledger, account, Objects.requireNonNull(part, "part"), unpriced, conversions);
    }

    /** Spends nothing when a thing is made: holding only shows that the account can pay, and use is billed later. */
    public LedgerGuard onlyChecking() {
        return charging(held -> Money.zero(held.currency()));
    }

    /** Lets be created, with nothing held, what has no known price. */
    public LedgerGuard lettingUnpriced() {
        return new LedgerGuard(ledger, account, charge, true, conversions);
    }

    /** Holds costs in other currencies than the account's by the rate of the day in this zone. */
    public LedgerGuard converting(ExchangeRates rates, ZoneId zone, InstantSource clock) {
        return new LedgerGuard(ledger, account, charge, unpriced, new Conversions(rates, zone, clock));
    }

    @Override
    public void hold(Spend spend) {
        String reference = "hold " + spend.reference();
        if (spend.expected().isEmpty()) {
            if (unpriced) {
                return;
            }
            throw refused(
                    Reason.UNPAID,
                    spend,
                    "its price is not known, so that nothing can be held for it; import a price,"
                            + " or let the guard pass what has none");
        }
        String payer = account.apply(spend);
        try {
            if (ledger.movement(payer, reference) == null) {
                ledger.hold(payer, reference, inCurrency(spend.expected().get(), payer));
            }
        } catch (BillingException e) {
            switch (e.reason()) {
                case FUNDS, NOT_FOUND, RATE_MISSING -> throw refused(Reason.UNPAID, spend, e.getMessage());
                default -> throw e;
            }
        }
    }

    private Money inCurrency(Money expected, String payer) {
        Conversions known = conversions;
        var currency = ledger.balance(payer).terms().currency();
        if (known == null || expected.currency().equals(currency)) {
            return expected;
        }
        LocalDate today = known.clock().instant().atZone(known.zone()).toLocalDate();
        return known.rates().convert(expected, currency, today).converted();
    }

    private static CloudException refused(Reason reason, Spend spend, @Nullable String why) {
        return CloudException.notSent(reason, spend.resource() + " was not created: " + why)
                .build();
    }

    @Override
    public void capture(Spend spend) {
        String payer = account.apply(spend);
        String reference = "capture " + spend.reference();
        held(payer, spend)
                .filter(hold -> ledger.movement(payer, reference) == null)
                .ifPresent(hold -> ledger.capture(payer, reference, hold.reference(), charge.apply(hold.amount())));
    }

    @Override
    public void release(Spend spend) {
        String payer = account.apply(spend);
        String reference = "release " + spend.reference();
        held(payer, spend)
                .filter(hold -> ledger.movement(payer, reference) == null)
                .ifPresent(hold -> ledger.release(payer, reference, hold.reference()));
    }

    /** What was held; nothing where the price was not known, or no account could be found. */
    private Optional<Movement> held(String payer, Spend spend) {
        try {
            return Optional.ofNullable(ledger.movement(payer, "hold " + spend.reference()));
        } catch (BillingException e) {
            if (e.reason() == BillingException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
