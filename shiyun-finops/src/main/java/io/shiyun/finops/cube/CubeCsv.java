package io.shiyun.finops.cube;

import io.shiyun.file.CsvText;
import io.shiyun.file.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The answer to a query as CSV by RFC 4180: a column for each dimension, then currency, rows and each cost as an exact
 * plain decimal. It is made for spreadsheets: a text that one would take for a formula begins with an apostrophe. It is
 * not FOCUS, which has a row for each charge; {@link io.shiyun.finops.focus.FocusExport} writes that.
 */
public final class CubeCsv {
    private CubeCsv() {}

    /** Writes all rows of an answer to something that takes texts. */
    public static void write(CubeResult result, Appendable out) throws IOException {
        for (Dimension dimension : result.query().by()) {
            out.append(CsvText.shown(dimension.toString())).append(',');
        }
        out.append("currency,rows");
        for (Cost cost : result.query().costs()) {
            out.append(',').append(cost.column().header());
        }
        out.append("\r\n");
        for (CubeRow row : result.rows()) {
            for (String value : row.key()) {
                out.append(CsvText.shown(value)).append(',');
            }
            out.append(CsvText.shown(row.currency())).append(',').append(Long.toString(row.rows()));
            for (Cost cost : result.query().costs()) {
                out.append(',').append(row.amount(cost).toPlainString());
            }
            out.append("\r\n");
        }
    }

    /**
     * Writes a file, as a whole or not at all.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(CubeResult result, Path file) {
        WholeFile.write(file, out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
            write(result, text);
            text.flush();
            return true;
        });
    }
}
