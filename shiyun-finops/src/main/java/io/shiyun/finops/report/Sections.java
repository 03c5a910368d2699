package io.shiyun.finops.report;

import io.shiyun.finops.budget.BudgetStatus;
import io.shiyun.finops.budget.Forecast;
import io.shiyun.finops.budget.NoForecast;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.money.Conversions;
import io.shiyun.finops.money.ExchangeRate;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the page that is about one currency. */
final class Sections {
    /** Rows of a table of groups; the others are one row. */
    private static final int ROWS = 15;

    private final Html html;
    private final MonthData data;

    Sections(Html html, MonthData data) {
        this.html = html;
        this.data = data;
    }

    /** Returns how a value is shown: one that is empty was given to nothing. */
    static String name(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    void write(List<BudgetStatus> budgets, List<Dimension> tables) {
        String code = data.currency().getCurrencyCode();
        html.open("section", "data-currency", code);
        html.leaf("h2", code);
        tiles();
        List<Group> clouds = data.by().getOrDefault(Dimension.CLOUD, List.of());
        html.open("div", "class", "cards");
        html.open("div", "class", "card").leaf("h3", "Each day, by cloud");
        new BarChart(data, clouds).draw(html, "What each day of " + data.month() + " cost in " + code + ", by cloud");
        days();
        html.close("div");
        html.open("div", "class", "card").leaf("h3", "The month so far, and how it will end");
        new CourseChart(data, limit(budgets)).draw(html, "What " + data.month() + " cost up to each day in " + code);
        outlook();
        html.close("div");
        html.close("div");
        html.open("div", "class", "cards");
        for (Dimension dimension : tables) {
            groups(dimension, data.by().getOrDefault(dimension, List.of()));
        }
        html.close("div");
        rates();
        html.close("section");
    }

    /** Cites each rate by which anything here was converted. */
    private void rates() {
        List<ExchangeRate> rates = Conversions.rates(data.conversions());
        if (rates.isEmpty()) {
            return;
        }
        html.open("details", "class", "rates").leaf("summary", Conversions.words(data.conversions()));
        html.open("div", "class", "wide").open("table").open("tr").leaf("th", "Day");
        html.leaf("th", "Of one")
                .leaf("th", "Rate", "class", "n")
                .leaf("th", "Source")
                .close("tr");
        for (ExchangeRate rate : rates) {
            html.open("tr")
                    .leaf("td", rate.date().toString())
                    .leaf("td", rate.from().getCurrencyCode());
            html.leaf("td", rate.rate().toPlainString() + " " + rate.to().getCurrencyCode(), "class", "n");
            html.leaf("td", rate.source()).close("tr");
        }
        html.close("table").close("div").close("details");
    }

    /** Returns the limit of the first budget of everything in this currency and for the month. */
    private @Nullable BigDecimal limit(List<BudgetStatus> budgets) {
        return budgets.stream()
                .filter(status -> status.budget().where().isEmpty()
                        && status.group().isEmpty()
                        && status.from().equals(data.month().atDay(1))
                        && status.to().equals(data.month().plusMonths(1).atDay(1))
                        && status.budget().limit().currency().equals(data.currency()))
                .map(status -> status.budget().limit().amount())
                .findFirst()
                .orElse(null);
    }

    private void tiles() {
        html.open("div", "class", "tiles");
        Money spent = new Money(data.spent(), data.currency());
        html.open("div", "class", "tile")
                .leaf("span", data.known() == data.length() ? "Spent" : "Spent in " + data.known() + " days")
                .leaf("b", Figures.money(spent), "class", "spent")
                .leaf("span", "exactly " + spent.amount().toPlainString())
                .close("div");
        String change = Figures.change(data.spent(), data.before());
        html.open("div", "class", "tile")
                .leaf("span", "As many days of the month before")
                .leaf("b", Figures.amount(data.before(), data.currency()))
                .leaf("span", change.isEmpty() ? "no comparison" : change + " now")
                .close("div");
        html.open("div", "class", "tile").leaf("span", "Expected for the month");
        if (data.outlook() instanceof Forecast forecast) {
            html.leaf("b", Figures.money(forecast.expected()), "class", "forecast");
            html.leaf(
                    "span",
                    forecast.days().isEmpty()
                            ? "the month is over"
                            : Figures.amount(forecast.lower().amount(), data.currency()) + " to "
                                    + Figures.amount(forecast.upper().amount(), data.currency()) + " in "
                                    + Math.round(forecast.confidence() * 100) + " of 100 cases");
        } else {
            html.leaf("b", "-").leaf("span", data.outlook().words());
        }
        html.close("div").close("div");
    }

    private void outlook() {
        if (data.outlook() instanceof Forecast forecast && !forecast.days().isEmpty()) {
            html.open("details").leaf("summary", "What the forecast rests on").open("ul", "class", "plain");
            forecast.basis().forEach(line -> html.leaf("li", line));
            html.close("ul").close("details");
        } else if (data.outlook() instanceof NoForecast none) {
            html.leaf("p", none.words(), "class", "soft");
        }
    }

    private void days() {
        html.open("details")
                .leaf("summary", "Exact amounts")
                .open("div", "class", "wide")
                .open("table");
        html.open("tr").leaf("th", "Day").leaf("th", "Amount", "class", "n").close("tr");
        for (int day = 0; day < data.length(); day++) {
            BigDecimal amount = data.total().amounts().get(day);
            if (day < data.known() || amount.signum() != 0) {
                html.open("tr")
                        .leaf("td", data.month().atDay(day + 1).toString())
                        .leaf("td", amount.toPlainString(), "class", "n")
                        .close("tr");
            }
        }
        html.close("table").close("div").close("details");
    }

    private void groups(Dimension dimension, List<Group> groups) {
        html.open("div", "class", "card", "data-by", dimension.toString());
        html.leaf("h3", "By " + (dimension.equals(Dimension.CLOUD) ? "cloud" : dimension.toString()));
        html.open("div", "class", "wide").open("table").open("tr");
        html.leaf("th", "").leaf("th", "Amount", "class", "n").leaf("th", "Share", "class", "n");
        html.leaf("th", "Change", "class", "n").close("tr");
        BigDecimal rest = BigDecimal.ZERO;
        BigDecimal restBefore = BigDecimal.ZERO;
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            if (i < ROWS) {
                row(name(group.name()), group.total(), group.before());
            } else {
                rest = rest.add(group.total());
                restBefore = restBefore.add(group.before());
            }
        }
        if (groups.size() > ROWS) {
            row((groups.size() - ROWS) + " others", rest, restBefore);
        }
        html.close("table").close("div").close("div");
    }

    private void row(String name, BigDecimal total, BigDecimal before) {
        html.open("tr")
                .leaf("td", name)
                .leaf(
                        "td",
                        Figures.amount(total, data.currency()),
                        "class",
                        "n",
                        "title",
                        "exactly " + total.toPlainString())
                .leaf("td", Figures.share(total, data.spent()), "class", "n")
                .leaf(
                        "td",
                        before.signum() == 0 && total.signum() != 0 ? "new" : Figures.change(total, before),
                        "class",
                        "n")
                .close("tr");
    }
}
