package io.shiyun.finops.focus;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A form in which rows are written. */
public interface FocusFormat {
    /**
     * CSV by RFC 4180, UTF-8, as FOCUS has it: plain decimals, times like {@code 2024-09-01T00:00:00Z}, nothing for
     * null. Texts are exact, also those that a spreadsheet would take for a formula: FOCUS is read by machines, and a
     * mark before a text would make it another.
     */
    FocusFormat CSV = CsvRows::new;

    /** {@link #CSV}, packed with gzip. */
    FocusFormat CSV_GZIP = (out, layout) -> new CsvRows(new GZIPOutputStream(out, 1 << 16), layout);

    /** Begins a file. Closing the rows ends it and leaves the stream open, or not, as the form needs. */
    Rows open(OutputStream out, FocusLayout layout) throws IOException;

    /** Takes rows. */
    interface Rows extends Closeable {
        /** Writes a row, which may be filled again afterwards. */
        void write(FocusRow row) throws IOException;

        /** Gives up: the rows are not wanted, so that nothing more need be written of them. Closes unless a form can do better. */
        default void drop() throws IOException {
            close();
        }
    }
}
