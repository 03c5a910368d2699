package io.shiyun.finops.money;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table of exchange rates as text in UTF-8: the header {@code date,from,to,rate,source} and a row for each rate, without
 * quotes; the source goes to the end of the row. A file is taken as a whole or not at all.
 */
public final class RateFile {
    private static final List<String> COLUMNS = List.of("date", "from", "to", "rate", "source");
    private static final int MOST_FAULTS = 100;
    private static final int MOST_DIGITS = 60;

    private final Path path;
    private final List<String> faults = new ArrayList<>();
    private final List<ExchangeRate> rates = new ArrayList<>();

    private RateFile(Path path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it has faults, with line, column and value of up to a hundred of them
     * @throws IOException if it cannot be read
     */
    public static ExchangeRates read(Path path) throws IOException {
        RateFile file = new RateFile(path);
        try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            file.rows(in);
        }
        if (!file.faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", file.faults));
        }
        return ExchangeRates.of(file.rates);
    }

    private void rows(BufferedReader in) throws IOException {
        String header = in.readLine();
        if (header == null || !List.of(header.strip().split(",", -1)).equals(COLUMNS)) {
            faults.add(path + ", line 1: \"" + header + "\" is not the header " + String.join(",", COLUMNS));
            return;
        }
        int line = 2;
        for (String row = in.readLine(); row != null && faults.size() < MOST_FAULTS; row = in.readLine()) {
            if (!row.isBlank()) {
                row(line, row.split(",", COLUMNS.size()));
            }
            line++;
        }
    }

    private void row(int line, String[] cells) {
        if (cells.length != COLUMNS.size()) {
            faults.add(path + ", line " + line + ": has " + cells.length + " fields, the header has " + COLUMNS.size());
            return;
        }
        LocalDate date = cell(line, 0, cells, LocalDate::parse, "is no day; write it as 2026-10-31");
        var from = cell(line, 1, cells, Rounding::currency, "is no ISO 4217 currency");
        var to = cell(line, 2, cells, Rounding::currency, "is no ISO 4217 currency");
        BigDecimal rate = cell(line, 3, cells, RateFile::rate, "is no number above zero");
        if (date != null && from != null && to != null && rate != null) {
            String source = cells[4].strip();
            cell(line, 4, cells, text -> rates.add(new ExchangeRate(from, to, date, rate, source)), "is no source");
        }
    }

    private static BigDecimal rate(String text) {
        if (text.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("A rate has at most " + MOST_DIGITS + " digits");
        }
        BigDecimal rate = new BigDecimal(text);
        if (rate.signum() <= 0 || Math.abs(rate.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("A rate is above zero");
        }
        return rate;
    }

    private <T> @Nullable T cell(int line, int column, String[] cells, Function<String, T> parse, String wrong) {
        String text = cells[column].strip();
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            faults.add(path + ", line " + line + ", column " + COLUMNS.get(column) + ": \"" + text + "\" " + wrong);
            return null;
        }
    }
}
