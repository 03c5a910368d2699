package io.shiyun.intent;

import io.shiyun.model.Fields;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import java.util.Objects;
import java.util.Optional;

/**
 * For whom something is done and at what price. Kept in the journal beside the order, so that a resumed operation opens
 * the same usage record.
 *
 * @param actor who asks for it
 * @param price the price agreed on; absent when not known, which is not free
 * @param project for which project, or empty
 * @param app for which app, or empty
 * @param expected how much money is held before it is made, where that is; absent for the usual
 */
public record Terms(String actor, Optional<Price> price, String project, String app, Optional<Money> expected) {
    /** Asked for by the library itself, at no known price. */
    public static final Terms OWN = new Terms("shiyun", Optional.empty(), "", "", Optional.empty());

    public Terms {
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(expected, "expected");
        if (actor.isBlank()) {
            throw new IllegalArgumentException("the actor is empty; say who asks");
        }
    }

    /** Returns terms without a price. */
    public static Terms of(String actor) {
        return new Terms(actor, Optional.empty(), "", "", Optional.empty());
    }

    /** Returns the same at this price. */
    public Terms at(Price agreed) {
        return new Terms(actor, Optional.of(agreed), project, app, expected);
    }

    /** Returns the same at this price, or none. */
    public Terms at(Optional<Price> agreed) {
        return new Terms(actor, agreed, project, app, expected);
    }

    /** Returns the same for this app. */
    public Terms forApp(String ofProject, String named) {
        return new Terms(actor, price, ofProject, named, expected);
    }

    /** Returns the same, with so much money held before it is made; with the usual when empty. */
    public Terms expecting(Optional<Money> cost) {
        return new Terms(actor, price, project, app, cost);
    }

    void write(Fields.Writer fields) {
        fields.put("actor", actor);
        fields.put("project", project);
        fields.put("app", app);
        price.ifPresent(agreed -> {
            fields.put("price", agreed.money().amount().toPlainString());
            fields.put("currency", agreed.money().currency().getCurrencyCode());
            fields.put("per", agreed.per().name());
        });
        expected.ifPresent(cost -> {
            fields.put("expected", cost.amount().toPlainString());
            fields.put("expected-in", cost.currency().getCurrencyCode());
        });
    }

    static Terms read(Fields.Reader fields) {
        Optional<Price> price = fields.has("price")
                ? Optional.of(new Price(
                        Money.of(fields.text("price"), fields.text("currency")), Per.valueOf(fields.text("per"))))
                : Optional.empty();
        Optional<Money> expected = fields.has("expected")
                ? Optional.of(Money.of(fields.text("expected"), fields.text("expected-in")))
                : Optional.empty();
        return new Terms(fields.text("actor"), price, fields.text("project"), fields.text("app"), expected);
    }
}
