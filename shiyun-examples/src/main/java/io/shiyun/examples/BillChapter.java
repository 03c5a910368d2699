package io.shiyun.examples;

import io.shiyun.cost.CostReport;
import io.shiyun.cost.Dimension;
import io.shiyun.model.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;

/** What all of it cost, to the last decimal. */
final class BillChapter {
    private BillChapter() {}

    static void play(Stage stage) {
        stage.screen().chapter("Read the bill");
        Instant now = Instant.now();
        CostReport bill = stage.shiyun()
                .costs()
                .of(now.minus(Duration.ofHours(1)), now)
                .by(Dimension.CLOUD, Dimension.PROJECT, Dimension.HOST, Dimension.APP);
        stage.screen().block(bill.text());
        addsUp(stage.screen(), bill);
    }

    /** Checks that the rows of a bill in dollars are its total, in whatever groups. */
    static void addsUp(Screen screen, CostReport bill) {
        Money sum = bill.rows().stream()
                .map(row -> row.cost())
                .filter(cost -> cost.currency().getCurrencyCode().equals("USD"))
                .reduce(Money.zero(Currency.getInstance("USD")), Money::plus);
        Expect.that(sum.equals(bill.total("USD")), "the rows add up to %s, the total says %s", sum, bill.total("USD"));
        Expect.that(sum.amount().signum() > 0, "hosts ran, and cost nothing");
        Expect.that(
                bill.by(Dimension.CLOUD).total("USD").equals(sum),
                "another grouping has another total: %s",
                bill.text());
        screen.line("the rows add up to the total, to the last decimal: %s", sum);
    }
}
