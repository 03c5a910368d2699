package io.shiyun.finops.parquet;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/** A map of texts as a JSON object, in the order of the file; a key without a value has null. */
final class Tags extends GroupConverter {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final Cell cell;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final Part key = new Part();
    private final Part value = new Part();
    private final Entry entry = new Entry();

    Tags(Cell cell) {
        this.cell = cell;
    }

    @Override
    public Converter getConverter(int field) {
        return entry;
    }

    @Override
    public void start() {
        json.reset();
        json.write('{');
    }

    @Override
    public void end() {
        json.write('}');
        cell.quoted(json.toByteArray());
    }

    private void write(byte @Nullable [] text) {
        if (text == null) {
            json.writeBytes(NULL);
            return;
        }
        json.write('"');
        for (byte b : text) {
            if (b >= 0 && b < ' ') {
                json.writeBytes(String.format(Locale.ROOT, "\\u%04x", b).getBytes(StandardCharsets.US_ASCII));
                continue;
            }
            if (b == '"' || b == '\\') {
                json.write('\\');
            }
            json.write(b);
        }
        json.write('"');
    }

    /** A key and its value. */
    private final class Entry extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return field == 0 ? key : value;
        }

        @Override
        public void start() {
            key.text = null;
            value.text = null;
        }

        @Override
        public void end() {
            if (json.size() > 1) {
                json.write(',');
            }
            write(key.text);
            json.write(':');
            write(value.text);
        }
    }

    /** A text of an entry. */
    private static final class Part extends PrimitiveConverter {
        private byte @Nullable [] text;

        @Override
        public void addBinary(Binary binary) {
            text = binary.getBytes();
        }

        @Override
        public void addDouble(double value) {
            String digits = Double.isFinite(value)
                    ? new BigDecimal(Double.toString(value)).toPlainString()
                    : Double.toString(value);
            text = digits.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
