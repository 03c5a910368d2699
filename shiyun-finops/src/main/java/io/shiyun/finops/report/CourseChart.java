package io.shiyun.finops.report;

import io.shiyun.finops.budget.Forecast;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the month cost up to each day, and what it is expected to come to, with the interval and the budget. */
final class CourseChart {
    private final MonthData data;
    private final @Nullable BigDecimal limit;

    CourseChart(MonthData data, @Nullable BigDecimal limit) {
        this.data = data;
        this.limit = limit;
    }

    /** One day of the course. */
    private record Point(int day, double value, double lower, double upper) {}

    void draw(Html html, String label) {
        List<Point> actual = actual();
        List<Point> ahead = ahead();
        double most = limit == null ? 0 : limit.doubleValue();
        double least = 0;
        for (List<Point> points : List.of(actual, ahead)) {
            for (Point point : points) {
                most = Math.max(most, point.upper);
                least = Math.min(least, point.lower);
            }
        }
        Axis axis = new Axis(least, most);
        axis.open(html, "course", label, data.length());
        if (!ahead.isEmpty()) {
            List<Point> joined = new ArrayList<>(ahead);
            if (!actual.isEmpty()) {
                joined.add(0, actual.get(actual.size() - 1));
            }
            html.empty("polygon", "class", "band", "points", band(axis, joined));
            html.empty("polyline", "class", "ahead", "points", line(axis, joined));
        }
        if (!actual.isEmpty()) {
            html.empty("polyline", "class", "actual", "points", line(axis, actual));
        }
        if (limit != null) {
            double y = axis.y(limit.doubleValue());
            html.empty(
                    "line",
                    "class",
                    "limit",
                    "x1",
                    Figures.at(Axis.LEFT),
                    "x2",
                    Figures.at(Axis.WIDTH - 4.0),
                    "y1",
                    Figures.at(y),
                    "y2",
                    Figures.at(y));
        }
        html.close("svg");
        html.open("ul", "class", "legend");
        html.open("li").leaf("span", "", "class", "key actual").text("spent").close("li");
        if (!ahead.isEmpty()) {
            html.open("li")
                    .leaf("span", "", "class", "key ahead")
                    .text("expected")
                    .close("li");
            html.open("li")
                    .leaf("span", "", "class", "key band")
                    .text("interval")
                    .close("li");
        }
        if (limit != null) {
            html.open("li")
                    .leaf("span", "", "class", "key limit")
                    .text("budget")
                    .close("li");
        }
        html.close("ul");
    }

    private List<Point> actual() {
        List<Point> points = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int day = 0; day < data.known(); day++) {
            sum = sum.add(data.total().amounts().get(day));
            double value = sum.doubleValue();
            points.add(new Point(day, value, value, value));
        }
        return points;
    }

    private List<Point> ahead() {
        List<Point> points = new ArrayList<>();
        if (data.outlook() instanceof Forecast forecast) {
            for (Forecast.Day day : forecast.days()) {
                int at = day.day().getDayOfMonth() - 1;
                if (at >= data.known()) {
                    points.add(new Point(
                            at,
                            day.total().doubleValue(),
                            day.lower().doubleValue(),
                            day.upper().doubleValue()));
                }
            }
        }
        return points;
    }

    private String line(Axis axis, List<Point> points) {
        StringBuilder line = new StringBuilder();
        points.forEach(point -> add(line, axis, point.day, point.value));
        return line.toString().strip();
    }

    private String band(Axis axis, List<Point> points) {
        StringBuilder band = new StringBuilder();
        points.forEach(point -> add(band, axis, point.day, point.upper));
        for (int i = points.size() - 1; i >= 0; i--) {
            add(band, axis, points.get(i).day, points.get(i).lower);
        }
        return band.toString().strip();
    }

    private void add(StringBuilder to, Axis axis, int day, double amount) {
        to.append(Figures.at(Axis.x(day, data.length())))
                .append(',')
                .append(Figures.at(axis.y(amount)))
                .append(' ');
    }
}
