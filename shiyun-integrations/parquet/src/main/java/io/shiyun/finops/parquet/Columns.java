package io.shiyun.finops.parquet;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** How a column of each type becomes text; the types are those of the Parquet format's LogicalTypes. */
final class Columns {
    /** More digits than any engine writes, and so few that none costs time to print. */
    static final int MAX_DIGITS = 100;

    /** The day number that INT96 has for 1970-01-01, the Julian day that begins at its noon. */
    private static final int JULIAN_EPOCH = 2_440_588;

    private static final long DAY_SECONDS = 86_400;

    private Columns() {}

    /**
     * Returns what puts the values of a column into a cell.
     *
     * @throws IOException if the type is not read
     */
    static Converter converter(Type column, Cell cell) throws IOException {
        Converter converter = null;
        if (!column.isRepetition(Type.Repetition.REPEATED)) {
            converter = column.isPrimitive() ? primitive(column, cell) : isTextMap(column) ? new Tags(cell) : null;
        }
        if (converter == null) {
            throw new IOException("column " + column.getName() + " is of a type that no bill is read from: "
                    + column.toString().replaceAll("\\s+", " ")
                    + "; numbers, texts, dates, timestamps and maps of texts are");
        }
        return converter;
    }

    private static @Nullable Converter primitive(Type column, Cell cell) {
        LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> new Booleans(cell);
            case FLOAT, DOUBLE -> new Floats(cell);
            case INT32, INT64 -> {
                LongFunction<String> words = integer(logical);
                yield words == null ? null : new Integers(cell, words);
            }
            case INT96 -> new Bytes(cell, Columns::int96);
            case BINARY -> isText(column) ? new Texts(cell) : decimal(logical, cell);
            case FIXED_LEN_BYTE_ARRAY -> decimal(logical, cell);
        };
    }

    private static @Nullable LongFunction<String> integer(@Nullable LogicalTypeAnnotation logical) {
        if (logical == null) {
            return Long::toString;
        }
        if (logical instanceof IntLogicalTypeAnnotation whole) {
            return whole.isSigned()
                    ? Long::toString
                    : whole.getBitWidth() == 64
                            ? Long::toUnsignedString
                            : value -> Integer.toUnsignedString((int) value);
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            int scale = decimal.getScale();
            return value -> BigDecimal.valueOf(value, scale).toPlainString();
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return value -> LocalDate.ofEpochDay(value).toString();
        }
        if (logical instanceof TimestampLogicalTypeAnnotation time) {
            long second = switch (time.getUnit()) {
                case MILLIS -> 1_000;
                case MICROS -> 1_000_000;
                case NANOS -> 1_000_000_000;
            };
            long nanos = 1_000_000_000 / second;
            return value -> Instant.ofEpochSecond(Math.floorDiv(value, second), Math.floorMod(value, second) * nanos)
                    .toString();
        }
        return null;
    }

    private static @Nullable Converter decimal(@Nullable LogicalTypeAnnotation logical, Cell cell) {
        if (!(logical instanceof DecimalLogicalTypeAnnotation decimal) || decimal.getPrecision() > MAX_DIGITS) {
            return null;
        }
        int scale = decimal.getScale();
        return new Bytes(cell, bytes -> {
            if (bytes.length == 0 || bytes.length > MAX_DIGITS) {
                throw new IllegalArgumentException("a decimal of " + bytes.length + " bytes");
            }
            return digits(bytes, scale);
        });
    }

    /** The digits without zeros at the end, which would only make work for the reader. */
    private static String digits(byte[] bytes, int scale) {
        BigDecimal amount =
                narrow(bytes) ? BigDecimal.valueOf(low(bytes), scale) : new BigDecimal(new BigInteger(bytes), scale);
        String text = amount.toPlainString();
        if (scale <= 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** Returns whether all but the last eight bytes only repeat the sign. */
    private static boolean narrow(byte[] bytes) {
        int high = bytes.length - Long.BYTES;
        for (int i = 0; i < high; i++) {
            if (bytes[i] != bytes[high] >> 7) {
                return false;
            }
        }
        return true;
    }

    private static long low(byte[] bytes) {
        long value = bytes[Math.max(0, bytes.length - Long.BYTES)] < 0 ? -1 : 0;
        for (int i = Math.max(0, bytes.length - Long.BYTES); i < bytes.length; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** INT96 is little-endian: nanoseconds of the day, then the day. */
    private static String int96(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = words.getLong();
        long day = (long) words.getInt() - JULIAN_EPOCH;
        return Instant.ofEpochSecond(day * DAY_SECONDS, nanos).toString();
    }

    private static boolean isText(Type type) {
        if (!type.isPrimitive() || type.asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY) {
            return false;
        }
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return logical == null
                || logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation;
    }

    private static boolean isTextMap(Type column) {
        LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
        GroupType map = column.asGroupType();
        if (!(logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation)
                || map.getFieldCount() != 1) {
            return false;
        }
        Type entry = map.getType(0);
        return entry.isRepetition(Type.Repetition.REPEATED)
                && !entry.isPrimitive()
                && entry.asGroupType().getFieldCount() == 2
                && isText(entry.asGroupType().getType(0))
                && isMapped(entry.asGroupType().getType(1))
                && entry.asGroupType().getFields().stream()
                        .noneMatch(field -> field.isRepetition(Type.Repetition.REPEATED));
    }

    /** AWS has discounts by name as doubles in a map. */
    private static boolean isMapped(Type value) {
        return isText(value)
                || (value.isPrimitive()
                        && value.getLogicalTypeAnnotation() == null
                        && value.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE);
    }

    /** True and false. */
    private static final class Booleans extends PrimitiveConverter {
        private final Cell cell;

        Booleans(Cell cell) {
            this.cell = cell;
        }

        @Override
        public void addBoolean(boolean value) {
            cell.plain(Boolean.toString(value));
        }
    }

    /** Binary fractions: the fewest decimal digits that mean this value, without an exponent. */
    private static final class Floats extends PrimitiveConverter {
        private final Cell cell;

        Floats(Cell cell) {
            this.cell = cell;
        }

        @Override
        public void addFloat(float value) {
            add(Float.isFinite(value), Float.toString(value));
        }

        @Override
        public void addDouble(double value) {
            add(Double.isFinite(value), Double.toString(value));
        }

        private void add(boolean finite, String text) {
            cell.plain(finite ? new BigDecimal(text).toPlainString() : text);
        }
    }

    /** What is stored as an integer. */
    private static final class Integers extends PrimitiveConverter {
        private final Cell cell;
        private final LongFunction<String> words;
        private long last;
        private byte @Nullable [] lastField;

        Integers(Cell cell, LongFunction<String> words) {
            this.cell = cell;
            this.words = words;
        }

        @Override
        public void addInt(int value) {
            addLong(value);
        }

        @Override
        public void addLong(long value) {
            byte[] field = lastField;
            if (field == null || value != last) {
                field = words.apply(value).getBytes(StandardCharsets.US_ASCII);
                lastField = field;
                last = value;
            }
            cell.raw(field);
        }
    }

    /** What is stored as bytes and is no text. */
    private static final class Bytes extends Remembered {
        private final Function<byte[], String> words;

        Bytes(Cell cell, Function<byte[], String> words) {
            super(cell);
            this.words = words;
        }

        @Override
        void put(Binary value, Cell into) {
            into.plain(words.apply(value.getBytesUnsafe()));
        }
    }

    /** Texts. */
    private static final class Texts extends Remembered {
        Texts(Cell cell) {
            super(cell);
        }

        @Override
        void put(Binary value, Cell into) {
            into.quoted(value.getBytesUnsafe());
        }
    }
}
