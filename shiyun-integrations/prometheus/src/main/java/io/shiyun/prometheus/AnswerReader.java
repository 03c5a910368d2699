package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonItems;
import io.shiyun.wire.Reply;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Reads the answer to a query series by series. */
final class AnswerReader {
    private static final int LONGEST_SCALE = 100;
    private static final int MOST_SERIES = 200_000;
    private static final long MOST_POINTS = 20_000_000;

    private final String scalarName;
    private final List<Series> series = new ArrayList<>();
    private long points;
    private long notFinite;
    private long histograms;

    /**
     * @param nameless the name of series that an expression left without one
     */
    AnswerReader(String nameless) {
        scalarName = nameless;
    }

    QueryAnswer read(Reply head, InputStream body) {
        Json rest = JsonItems.each(body, head.source(), "data.result", this::item);
        if (!rest.text("status", "").equals("success")) {
            throw rest.at("status").wrong("success");
        }
        String type = rest.text("data.resultType");
        if (type.equals("scalar") || type.equals("string")) {
            throw CloudException.rejected(
                            Reason.INVALID, "the query answers a " + type + ", not series; wrap it in vector(...)")
                    .build();
        }
        List<String> warnings = new ArrayList<>(rest.texts("warnings"));
        if (rest.flag("isPartial")) {
            warnings.add("the answer is partial");
        }
        return new QueryAnswer(series, notFinite, histograms, warnings);
    }

    private void item(Json item) {
        if (!item.isObject()) {
            return; // of a scalar, which the result type refuses below
        }
        if (series.size() >= MOST_SERIES) {
            throw tooMuch(MOST_SERIES + " series");
        }
        String name = item.text("metric." + WriteBatch.NAME, scalarName);
        Series.Builder found = Series.named(name, Units.of(name));
        item.textMap("metric").forEach((key, value) -> {
            if (!key.equals(WriteBatch.NAME)) {
                found.label(key, value);
            }
        });
        long before = points;
        if (item.has("value")) {
            point(item.at("value"), found);
        }
        item.items("values").forEach(point -> point(point, found));
        histograms += item.items("histograms").size() + (item.has("histogram") ? 1 : 0);
        if (points > before) {
            series.add(found.build());
        }
    }

    private void point(Json pair, Series.Builder to) {
        List<Json> both = pair.items();
        if (both.size() != 2) {
            throw pair.wrong("a pair of time and value");
        }
        double value = value(both.get(1));
        if (!Double.isFinite(value)) {
            notFinite++;
            return;
        }
        if (++points > MOST_POINTS) {
            throw tooMuch(MOST_POINTS + " points");
        }
        try {
            to.add(millis(both.get(0).number()), value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw both.get(0).wrong("a time after the one before");
        }
    }

    private static long millis(BigDecimal seconds) {
        if (Math.abs((long) seconds.scale()) > LONGEST_SCALE) {
            throw new ArithmeticException("an exponent that no time has");
        }
        return seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static double value(Json json) {
        String text = json.text();
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> number(json, text);
        };
    }

    private static double number(Json json, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw json.wrong("a number");
        }
    }

    private static CloudException tooMuch(String what) {
        return CloudException.rejected(
                        Reason.INVALID, "the query finds more than " + what + "; ask for less, or for a shorter time")
                .build();
    }
}
