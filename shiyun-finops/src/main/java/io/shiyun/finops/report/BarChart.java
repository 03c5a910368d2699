package io.shiyun.finops.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What each day cost, stacked by group; what is below zero, such as a credit, hangs below the line. */
final class BarChart {
    /** Groups with a colour of their own; the others share one. */
    static final int COLOURS = 6;

    private final MonthData data;
    private final List<String> names = new ArrayList<>();
    private final List<double[]> series = new ArrayList<>();

    BarChart(MonthData data, List<Group> groups) {
        this.data = data;
        int days = data.length();
        double[] others = new double[days];
        for (int i = 0; i < groups.size(); i++) {
            double[] own = new double[days];
            for (int day = 0; day < days; day++) {
                own[day] = groups.get(i).days().amounts().get(day).doubleValue();
                others[day] += i < COLOURS ? 0 : own[day];
            }
            if (i < COLOURS) {
                names.add(Sections.name(groups.get(i).name()));
                series.add(own);
            }
        }
        if (groups.size() > COLOURS) {
            names.add((groups.size() - COLOURS) + " others");
            series.add(others);
        }
    }

    void draw(Html html, String label) {
        int days = data.length();
        double[] up = new double[days];
        double[] down = new double[days];
        for (double[] one : series) {
            for (int day = 0; day < days; day++) {
                up[day] += Math.max(0, one[day]);
                down[day] += Math.min(0, one[day]);
            }
        }
        double[] expected = data.expected();
        double most = 0;
        double least = 0;
        for (int day = 0; day < days; day++) {
            most = Math.max(most, Math.max(up[day], expected[day]));
            least = Math.min(least, Math.min(down[day], expected[day]));
        }
        Axis axis = new Axis(least, most);
        axis.open(html, "bars", label, days);
        double width = Math.max(1, Axis.width(days) - 1.6);
        for (int day = 0; day < days; day++) {
            day(html, axis, day, width, expected[day]);
        }
        html.close("svg");
        legend(html);
        html.leaf("p", "Tap a day for its amounts.", "class", "said");
    }

    private void day(Html html, Axis axis, int day, double width, double expected) {
        double x = Axis.x(day, data.length()) - width / 2;
        LocalDate date = data.month().atDay(day + 1);
        BigDecimal total = data.total().on(date);
        boolean gap = data.total().missing().contains(date);
        StringBuilder said = new StringBuilder(date + ": " + Figures.amount(total, data.currency()) + " "
                + data.currency().getCurrencyCode() + (gap ? ", bill incomplete" : ""));
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i)[day] != 0) {
                said.append("; ")
                        .append(names.get(i))
                        .append(' ')
                        .append(Figures.amount(BigDecimal.valueOf(series.get(i)[day]), data.currency()));
            }
        }
        if (expected != 0) {
            said.append("; expected ").append(Figures.amount(BigDecimal.valueOf(expected), data.currency()));
        }
        html.open(
                "g",
                "class",
                "point",
                "tabindex",
                "0",
                "data-day",
                date.toString(),
                "data-total",
                total.toPlainString());
        html.leaf("title", said.toString());
        html.empty(
                "rect",
                "class",
                gap ? "hit gap" : "hit",
                "x",
                Figures.at(x - 0.8),
                "y",
                Figures.at(Axis.TOP),
                "width",
                Figures.at(width + 1.6),
                "height",
                Figures.at(Axis.BOTTOM - Axis.TOP));
        if (expected != 0) {
            rect(html, "expected", x, width, axis.y(0), axis.y(expected));
        }
        double up = 0;
        double down = 0;
        for (int i = 0; i < series.size(); i++) {
            double amount = series.get(i)[day];
            double base = amount > 0 ? up : down;
            if (amount != 0) {
                rect(html, "c" + i, x, width, axis.y(base), axis.y(base + amount));
            }
            up += Math.max(0, amount);
            down += Math.min(0, amount);
        }
        html.close("g");
    }

    private static void rect(Html html, String colour, double x, double width, double from, double to) {
        html.empty(
                "rect",
                "class",
                colour,
                "x",
                Figures.at(x),
                "y",
                Figures.at(Math.min(from, to)),
                "width",
                Figures.at(width),
                "height",
                Figures.at(Math.abs(from - to)));
    }

    private void legend(Html html) {
        html.open("ul", "class", "legend");
        for (int i = 0; i < names.size(); i++) {
            html.open("li")
                    .leaf("span", "", "class", "key c" + i)
                    .text(names.get(i))
                    .close("li");
        }
        html.open("li")
                .leaf("span", "", "class", "key expected")
                .text("expected")
                .close("li");
        html.close("ul");
    }
}
