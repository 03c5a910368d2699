package io.shiyun.finops.parquet;

import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusLayout;
import io.shiyun.finops.focus.FocusRow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows on the disk until it is known how many digits their amounts take. */
final class Spool implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FocusLayout layout;
    private final Digits[] digits;
    private final Path file;
    private final DataOutputStream out;
    private long rows;

    Spool(FocusLayout layout) throws IOException {
        this.layout = layout;
        this.digits = new Digits[layout.columns().size()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = new Digits();
        }
        this.file = Files.createTempFile("focus", ".rows");
        try {
            this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** How many digits the amounts of a column take. */
    static final class Digits {
        private int whole = 1;
        private int scale;

        private void take(BigDecimal amount) {
            BigDecimal least = amount.stripTrailingZeros();
            scale = Math.max(scale, least.scale());
            whole = Math.max(whole, least.precision() - least.scale());
        }

        int whole() {
            return whole;
        }

        int scale() {
            return scale;
        }
    }

    Digits digits(int column) {
        return digits[column];
    }

    long rows() {
        return rows;
    }

    void write(FocusRow row) throws IOException {
        for (int i = 0; i < digits.length; i++) {
            FocusColumn column = layout.columns().get(i);
            Object value = row.value(column);
            out.writeBoolean(value != null);
            if (value instanceof BigDecimal amount) {
                digits[i].take(amount);
                bytes(amount.unscaledValue().toByteArray());
                out.writeInt(amount.scale());
            } else if (value instanceof Instant time) {
                out.writeLong(time.getEpochSecond());
            } else if (value != null) {
                bytes(value.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        for (String extra : layout.extras()) {
            String value = row.extra(extra);
            out.writeBoolean(value != null);
            if (value != null) {
                bytes(value.getBytes(StandardCharsets.UTF_8));
            }
        }
        rows++;
    }

    private void bytes(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Takes a row: amounts, seconds as Long, texts as bytes, in the order of the layout. */
    interface Taker {
        void take(@Nullable Object[] row) throws IOException;
    }

    void each(Taker taker) throws IOException {
        out.close();
        @Nullable Object[] row = new Object[digits.length + layout.extras().size()];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            for (long left = rows; left > 0; left--) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = in.readBoolean() ? value(in, i) : null;
                }
                taker.take(row);
            }
        }
    }

    private Object value(DataInputStream in, int place) throws IOException {
        FocusColumn.Kind kind =
                place < digits.length ? layout.columns().get(place).kind() : FocusColumn.Kind.TEXT;
        return switch (kind) {
            case TIME -> in.readLong();
            case DECIMAL -> {
                BigInteger unscaled = new BigInteger(in.readNBytes(in.readInt()));
                yield new BigDecimal(unscaled, in.readInt());
            }
            case TEXT, JSON -> in.readNBytes(in.readInt());
        };
    }

    @Override
    public void close() throws IOException {
        try (out) {
            Files.deleteIfExists(file);
        }
    }
}
