package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Rows whose failure to be written is not taken for a failure to read; dropped when closed, unless they are kept. */
final class Guarded implements AutoCloseable {
    private final FocusFormat.Rows rows;
    private boolean kept;

    Guarded(Opening opening) {
        try {
            this.rows = opening.open();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Opens rows. */
    interface Opening {
        FocusFormat.Rows open() throws IOException;
    }

    void write(FocusRow row) {
        try {
            rows.write(row);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** These are all rows, and they are good. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        try {
            if (kept) {
                rows.close();
            } else {
                rows.drop();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("The rows cannot be written: " + e.getMessage(), e);
    }
}
