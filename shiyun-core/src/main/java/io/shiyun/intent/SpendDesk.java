package io.shiyun.intent;

import io.shiyun.cost.Spend;
import io.shiyun.cost.SpendGuard;
import io.shiyun.model.CloudException;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.store.IntentRow;
import io.shiyun.store.SpendRow;
import io.shiyun.store.SpendRow.State;
import io.shiyun.store.Store;
import io.shiyun.store.Tx;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the journal and the guard of the money meet. What is to be done with held money is written down in the transaction
 * that says what became of the create; the guard is told afterwards, as often as it takes. Thread-safe.
 */
final class SpendDesk {
    private static final Logger log = LoggerFactory.getLogger(SpendDesk.class);
    private static final int MOST_DUE = 10_000;

    private final Store store;
    private final @Nullable SpendGuard guard;
    private final Duration ahead;

    /**
     * A desk.
     *
     * @param guard holds the money; nothing is held when null
     * @param ahead the time whose cost is held where an order does not say how much
     */
    SpendDesk(Store store, @Nullable SpendGuard guard, Duration ahead) {
        this.store = store;
        this.guard = guard;
        this.ahead = ahead;
    }

    /** Writes down, with a new intent, that money is to be held for it. */
    void expect(Tx tx, IntentRow row, IntentKind<?> kind, Terms terms) {
        if (guard == null || kind.operation() != kind.resource().creating()) {
            return;
        }
        Optional<Money> amount = terms.expected().or(() -> terms.price().flatMap(this::ahead));
        tx.spend()
                .insert(new SpendRow(
                        row.id(),
                        row.epoch(),
                        State.OPEN,
                        row.resource(),
                        row.cloud(),
                        row.region(),
                        terms.actor(),
                        terms.project(),
                        terms.app(),
                        amount.map(money -> money.amount().toPlainString()).orElse(""),
                        amount.map(money -> money.currency().getCurrencyCode()).orElse("")));
    }

    private Optional<Money> ahead(Price price) {
        return price.per().isTime() ? Optional.of(price.of(ahead)) : Optional.empty();
    }

    /** Holds the money of an intent that is about to be sent; answers why it may not be, or empty. */
    Optional<Problem> hold(IntentRow row) {
        Optional<SpendRow> kept = store.read(tx -> tx.spend().get(row.id(), row.epoch()));
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        if (guard == null) {
            return Optional.of(Problem.of(
                    Reason.UNPAID,
                    "money is to be held for it first, and this process has no spend guard; build it with the one that"
                            + " it was asked for with"));
        }
        try {
            guard.hold(spend(kept.get()));
            return Optional.empty();
        } catch (CloudException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            return Optional.of(e.problem());
        } catch (RuntimeException e) {
            log.warn("Money for operation {} could not be held", row.id(), e);
            return Optional.of(Problem.of(Reason.UNKNOWN, "the spend guard failed: " + e.getMessage()));
        }
    }

    /** Tells the guard what was decided about one epoch. What was decided stands, whatever goes wrong here: it is told again later. */
    void settle(IntentRow row) {
        if (guard == null) {
            return;
        }
        try {
            store.read(tx -> tx.spend().get(row.id(), row.epoch())).ifPresent(this::settle);
        } catch (RuntimeException e) {
            log.warn("Money for operation {} is not settled yet", row.id(), e);
        }
    }

    /** Tells the guard all that was decided and that it did not hear of yet. */
    void settleDue() {
        if (guard != null) {
            store.read(tx -> tx.spend().due(MOST_DUE)).forEach(this::settle);
        }
    }

    private void settle(SpendRow row) {
        SpendGuard told = guard;
        if (told == null || row.state() == State.OPEN) {
            return;
        }
        try {
            if (row.state() == State.CAPTURE) {
                told.capture(spend(row));
            } else {
                told.release(spend(row));
            }
            store.write(tx -> {
                tx.spend().delete(row.intent(), row.epoch());
                return 0;
            });
        } catch (RuntimeException e) {
            log.warn("Money for operation {} is not settled yet ({})", row.intent(), row.state(), e);
        }
    }

    private static Spend spend(SpendRow row) {
        return new Spend(
                row.intent() + "#" + row.epoch(),
                row.resource(),
                row.cloud(),
                row.region(),
                row.actor(),
                row.project(),
                row.app(),
                row.amount().isEmpty() ? Optional.empty() : Optional.of(Money.of(row.amount(), row.currency())));
    }
}
