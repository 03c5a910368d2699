package io.shiyun.cost;

import io.shiyun.model.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Costs by group. The total of a currency is the sum of its rows, to the last unit.
 *
 * @param window the time
 * @param asOf when it was made; what ran on at that time costs up to it
 * @param running how many usage records still ran, so that their cost in the window will grow
 * @param by what it is grouped by
 * @param rows sorted by key, then by currency; a group has a row for each currency
 * @param totals one for each currency, sorted by its code; none where nothing was used
 */
public record CostReport(
        CostWindow window, Instant asOf, long running, List<Dimension> by, List<CostRow> rows, List<Money> totals) {
    /** Copies the lists. */
    public CostReport {
        by = List.copyOf(by);
        rows = List.copyOf(rows);
        totals = List.copyOf(totals);
    }

    /** The total in a currency; zero where nothing was paid in it. */
    public Money total(String currency) {
        return totals.stream()
                .filter(money -> money.currency().getCurrencyCode().equals(currency))
                .findFirst()
                .orElseGet(() -> Money.of("0", currency));
    }

    /** The cost of the group with this key in a currency. */
    public Optional<Money> cost(String currency, String... key) {
        return rows.stream()
                .filter(row -> row.key().equals(List.of(key))
                        && row.cost().currency().getCurrencyCode().equals(currency))
                .map(CostRow::cost)
                .findFirst();
    }

    /**
     * The same costs by fewer dimensions.
     *
     * @throws IllegalArgumentException if one of them is not among this report's
     */
    public CostReport by(Dimension... fewer) {
        List<Integer> places = new ArrayList<>();
        for (Dimension dimension : fewer) {
            int place = by.indexOf(dimension);
            if (place < 0) {
                throw new IllegalArgumentException(
                        "This report is by " + by + ", not by " + dimension + ": ask for it by both, then take one");
            }
            places.add(place);
        }
        CostFold fold = new CostFold();
        for (CostRow row : rows) {
            fold.sum(places.stream().map(row.key()::get).toList(), row.cost().currency())
                    .add(row.cost().amount());
        }
        return new CostReport(window, asOf, running, List.of(fewer), fold.rows(), fold.totals());
    }

    /** A table in plain text: a row a group, amounts in full, a total for each currency. */
    public String text() {
        return CostTable.of(this);
    }
}
