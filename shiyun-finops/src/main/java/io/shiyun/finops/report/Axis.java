package io.shiyun.finops.report;

/** A scale with round ticks from a least to a greatest amount, zero always in it, drawn upwards. */
final class Axis {
    /** Width and height of a chart, in its own units: near those of a phone, so that its letters stay readable there. */
    static final int WIDTH = 400;

    static final int HEIGHT = 220;
    static final int LEFT = 44;
    static final int TOP = 10;
    static final int BOTTOM = 196;

    private static final int TICKS = 4;

    private final double low;
    private final double high;
    private final double step;

    Axis(double least, double greatest) {
        double bottom = Math.min(0, least);
        double top = Math.max(0, greatest);
        if (top - bottom <= 0) {
            top = 1;
        }
        step = round((top - bottom) / TICKS);
        low = Math.floor(bottom / step) * step;
        high = Math.ceil(top / step) * step;
    }

    /** Returns the next of 1, 2, 2.5, 5 and their tens. */
    private static double round(double raw) {
        double ten = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double unit : new double[] {1, 2, 2.5, 5}) {
            if (raw <= unit * ten * (1 + 1e-9)) {
                return unit * ten;
            }
        }
        return 10 * ten;
    }

    double y(double amount) {
        return BOTTOM - (amount - low) / (high - low) * (BOTTOM - TOP);
    }

    /** Returns the middle of a day. */
    static double x(int day, int days) {
        return LEFT + (day + 0.5) * width(days);
    }

    static double width(int days) {
        return (WIDTH - LEFT - 4.0) / days;
    }

    /**
     * Opens a chart and draws its axis.
     *
     * @param kind its class
     * @param label what it shows, in words
     */
    void open(Html html, String kind, String label, int days) {
        html.open(
                "svg",
                "class",
                "chart " + kind,
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                label);
        draw(html, days);
    }

    /** Draws lines and amounts, and the days below. */
    private void draw(Html html, int days) {
        int count = (int) Math.round((high - low) / step);
        for (int i = 0; i <= count; i++) {
            double amount = low + i * step;
            double tick = Math.abs(amount) < step / 1e6 ? 0 : amount;
            html.empty(
                    "line",
                    "class",
                    tick == 0 ? "zero" : "grid",
                    "x1",
                    Figures.at(LEFT),
                    "x2",
                    Figures.at(WIDTH - 4.0),
                    "y1",
                    Figures.at(y(amount)),
                    "y2",
                    Figures.at(y(amount)));
            html.leaf("text", Figures.brief(tick), "class", "tick", "x", "40", "y", Figures.at(y(amount) + 3.5));
        }
        for (int day = 0; day < days; day += 5) {
            html.leaf(
                    "text",
                    String.valueOf(day + 1),
                    "class",
                    "day",
                    "x",
                    Figures.at(x(day, days)),
                    "y",
                    Figures.at(BOTTOM + 15.0));
        }
    }
}
