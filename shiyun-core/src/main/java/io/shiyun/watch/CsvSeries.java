package io.shiyun.watch;

import io.shiyun.csv.CsvRecords;
import io.shiyun.metrics.Series;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads series from CSV files (RFC 4180): the time in the first column and a value in each other, {@code time,value} or wide.
 *
 * <p>Times are epoch seconds (with or without a fraction), epoch milliseconds (from 1e11 on), or ISO 8601, with {@code T} or a blank,
 * UTC unless they say. A first line that begins with no time is the header: it names the series of a wide file, while a second and
 * last column named {@code value}, or no header, leaves the name that was given. An empty cell is no point. What is no time, no
 * number, not finite, or not after the point before is left out and reported with its place.
 *
 * @param name of the series of a file of two columns
 * @param unit of all values, a UCUM code
 */
public record CsvSeries(String name, String unit) {
    private static final int MOST_FAULTS = 100;
    private static final int MOST_COLUMNS = 10_000;
    private static final long MOST_POINTS = 50_000_000;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public CsvSeries {
        Series.named(name, unit);
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it is no CSV, has no header though more than two columns, or holds more than 10,000 columns
     *     or 50 million points
     */
    public CsvRead read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #read(Path)} from a stream, which is not closed. */
    public CsvRead read(InputStream in) throws IOException {
        CsvRecords records = new CsvRecords(in);
        try {
            if (!records.next()) {
                return new CsvRead(List.of(), 0, List.of(), 0);
            }
            return new Reading(records).all();
        } catch (CsvRecords.Broken e) {
            throw new IllegalArgumentException("line " + records.line() + ": " + e.getMessage(), e);
        }
    }

    /** One reading. */
    private final class Reading {
        private final CsvRecords records;
        private final List<Series.Builder> columns = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<CsvFault> faults = new ArrayList<>();
        private final long[] latest;
        private final long[] sizes;
        private final boolean headed;
        private long faultCount;
        private long points;

        Reading(CsvRecords records) {
            this.records = records;
            int fields = records.fields();
            if (fields < 2 || fields > MOST_COLUMNS) {
                throw new IllegalArgumentException(
                        "line " + records.line() + ": " + fields + " columns; a time and 1 to " + (MOST_COLUMNS - 1)
                                + " values are needed, with commas between");
            }
            headed = CsvTime.millis(first()).isEmpty();
            if (!headed && fields > 2) {
                throw new IllegalArgumentException("more than two columns need a header that names them");
            }
            for (int i = 1; i < fields; i++) {
                String header = headed ? records.text(i).strip() : "value";
                if (header.isEmpty() || names.contains(header)) {
                    throw new IllegalArgumentException(
                            "column " + (i + 1) + " has no name of its own: '" + header + "'");
                }
                names.add(header);
                boolean plain = fields == 2 && header.equalsIgnoreCase("value");
                columns.add(Series.named(plain ? name : header, unit));
            }
            latest = new long[columns.size()];
            sizes = new long[columns.size()];
        }

        CsvRead all() throws IOException, CsvRecords.Broken {
            boolean more = !headed || records.next();
            while (more) {
                line();
                more = records.next();
            }
            List<Series> series = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                if (sizes[i] > 0) {
                    series.add(columns.get(i).build());
                }
            }
            return new CsvRead(series, points, faults, faultCount);
        }

        private String first() {
            String text = records.text(0);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        }

        private void line() {
            if (records.fields() != columns.size() + 1) {
                fault("", records.fields() + " fields where " + (columns.size() + 1) + " are due");
                return;
            }
            OptionalLong time = CsvTime.millis(first());
            if (time.isEmpty()) {
                fault("", "'" + shortened(first()) + "' is no time: epoch seconds, milliseconds or ISO 8601");
                return;
            }
            for (int i = 0; i < columns.size(); i++) {
                String text = records.text(i + 1).strip();
                if (!text.isEmpty()) {
                    point(i, time.getAsLong(), text);
                }
            }
        }

        private void point(int column, long time, String text) {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                fault(names.get(column), "'" + shortened(text) + "' is no number");
                return;
            }
            if (!Double.isFinite(value)) {
                fault(names.get(column), "'" + shortened(text) + "' is not finite");
            } else if (sizes[column] > 0 && time <= latest[column]) {
                fault(names.get(column), time == latest[column] ? "the time repeats" : "the time goes back");
            } else {
                if (++points > MOST_POINTS) {
                    throw new IllegalArgumentException("more than " + MOST_POINTS + " points; split the file");
                }
                columns.get(column).add(time, value);
                latest[column] = time;
                sizes[column]++;
            }
        }

        private void fault(String column, String message) {
            faultCount++;
            if (faults.size() < MOST_FAULTS) {
                faults.add(new CsvFault(records.line(), column, message));
            }
        }

        private static String shortened(String text) {
            return text.length() <= 40 ? text : text.substring(0, 40) + "...";
        }
    }
}
