package io.shiyun.finops.focus;

import io.shiyun.file.CsvText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV. Half a character of UTF-16 is an error, not a question mark. */
final class CsvRows implements FocusFormat.Rows {
    private final Writer out;
    private final FocusLayout layout;
    private final StringBuilder line = new StringBuilder();

    CsvRows(OutputStream stream, FocusLayout layout) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8.newEncoder()), 1 << 15);
        this.layout = layout;
        layout.columns().forEach(column -> cell(column.header()));
        layout.extras().forEach(this::cell);
        end();
    }

    @Override
    public void write(FocusRow row) throws IOException {
        for (FocusColumn column : layout.columns()) {
            Object value = row.value(column);
            cell(value == null ? null : FocusRow.text(value));
        }
        for (String extra : layout.extras()) {
            cell(row.extra(extra));
        }
        end();
    }

    private void cell(@Nullable String text) {
        line.append(text == null ? "" : CsvText.exact(text)).append(',');
    }

    private void end() throws IOException {
        line.setLength(line.length() - 1);
        out.append(line).append("\r\n");
        line.setLength(0);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
