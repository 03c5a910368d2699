package io.shiyun.watch;

import io.shiyun.file.WholeFile;
import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Forecast;
import io.shiyun.metrics.Forecaster;
import io.shiyun.metrics.Series;
import io.shiyun.metrics.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Series as a page to look at: each with the band in which it was expected, its alarms with their reasons, and what is
 * foretold. One HTML file that asks nothing of a network, can be zoomed, and fits a phone. Collects series; not thread-safe.
 */
public final class SeriesReport {
    /** The most series on a page. */
    public static final int MOST_SERIES = 200;
    /** The most points on a page, over all series. */
    public static final int MOST_POINTS = 1_000_000;

    private static final String PAGE = "series-report.html";
    private static final String TITLE = "@TITLE@";
    private static final String DATA = "@DATA@";
    private static final int FORETOLD = 48;

    private final String title;
    private final List<String> drawn = new ArrayList<>();
    private int points;

    /**
     * An empty page.
     *
     * @param title shown above all
     */
    public SeriesReport(String title) {
        this.title = Objects.requireNonNull(title, "title");
    }

    /**
     * Adds a series, judged point by point by a new detector, with a forecast from its end.
     *
     * @throws IllegalArgumentException when the page would have more series or points than it may
     */
    public SeriesReport add(Series series) {
        Forecaster forecaster = new Forecaster();
        List<Verdict> verdicts = new ArrayList<>(series.size());
        for (int i = 0; i < series.size(); i++) {
            forecaster.feed(series.time(i), series.value(i));
            verdicts.add(forecaster.detector().verdict());
        }
        return add(series, verdicts, forecasts(forecaster));
    }

    /**
     * Adds a series with the verdicts of a detector of the caller's, one a point.
     *
     * @throws IllegalArgumentException when the verdicts are not of these points, or the page would have more series or
     *     points than it may
     */
    public SeriesReport add(Series series, List<Verdict> verdicts) {
        return add(series, verdicts, List.of());
    }

    private static List<Forecast> forecasts(Forecaster forecaster) {
        AnomalyDetector detector = forecaster.detector();
        long from = detector.verdict().time();
        double step = ((double) forecaster.horizon() - from) / FORETOLD;
        List<Forecast> found = new ArrayList<>();
        for (int i = 1; i <= FORETOLD; i++) {
            forecaster.at(from + (long) (step * i)).ifPresent(found::add);
        }
        return found;
    }

    private SeriesReport add(Series series, List<Verdict> verdicts, List<Forecast> forecasts) {
        if (verdicts.size() != series.size()) {
            throw new IllegalArgumentException(
                    series + " came with " + verdicts.size() + " verdicts; give one a point");
        }
        for (int i = 0; i < series.size(); i++) {
            if (verdicts.get(i).time() != series.time(i)) {
                throw new IllegalArgumentException("verdict " + i + " of " + series + " is of another point, at "
                        + Instant.ofEpochMilli(verdicts.get(i).time()));
            }
        }
        if (drawn.size() >= MOST_SERIES || points + series.size() > MOST_POINTS) {
            throw new IllegalArgumentException("a page has at most " + MOST_SERIES + " series and " + MOST_POINTS
                    + " points; begin another for " + series);
        }
        points += series.size();
        drawn.add(json(series, verdicts, forecasts));
        return this;
    }

    private static String json(Series series, List<Verdict> verdicts, List<Forecast> forecasts) {
        Json out = new Json()
                .open('{')
                .put("name", series.name())
                .put("unit", series.unit())
                .put("labels", series.labels());
        out.key("points").open('[');
        for (int i = 0; i < series.size(); i++) {
            Verdict verdict = verdicts.get(i);
            out.next().open('[');
            out.next().number(series.time(i)).next().number(series.value(i));
            out.next().number(verdict.lower()).next().number(verdict.upper());
            out.close(']');
        }
        out.close(']').key("alarms").open('[');
        verdicts.stream().filter(Verdict::alarm).forEach(verdict -> alarm(out, verdict));
        out.close(']').key("ahead").open('[');
        for (Forecast each : forecasts) {
            out.next().open('[');
            out.next().number(each.time()).next().number(each.expected());
            out.next().number(each.lower()).next().number(each.upper());
            out.close(']');
        }
        return out.close(']').close('}').toString();
    }

    private static void alarm(Json out, Verdict verdict) {
        out.next()
                .open('{')
                .put("time", verdict.time())
                .put("since", verdict.since())
                .put("value", verdict.value())
                .put("cause", verdict.cause().name())
                .put("direction", verdict.direction().name())
                .put("expected", verdict.expected())
                .put("p", verdict.p())
                .put("confidence", verdict.confidence().words())
                .close('}');
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws IllegalArgumentException if the file is a folder
     * @throws UncheckedIOException if the file cannot be written; what it held before stays
     */
    public void report(Path file) {
        String data = "[" + String.join(",", drawn) + "]";
        // Nothing in the data can end the element that holds it.
        String page = page().replace(TITLE, escaped(title)).replace(DATA, data.replace("<", "\\u003c"));
        WholeFile.write(file, page.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String page() {
        try (InputStream in = SeriesReport.class.getResourceAsStream(PAGE)) {
            if (in == null) {
                throw new IllegalStateException(PAGE + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
