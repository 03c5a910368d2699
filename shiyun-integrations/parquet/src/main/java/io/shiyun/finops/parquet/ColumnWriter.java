package io.shiyun.finops.parquet;

import io.shiyun.finops.focus.FocusColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The type of a column that is written, and how its values are. */
record ColumnWriter(Type type, Values values) {
    /** The digits that engines know, and those after the point that nearly all bills fit in. */
    private static final int PRECISION = 38;

    private static final int SCALE = 18;

    private static final long MICROS = 1_000_000;

    /** Writes a value as the spool gives it. */
    interface Values {
        void write(RecordConsumer to, Object value);
    }

    static ColumnWriter of(FocusColumn column, Spool.Digits digits) {
        return switch (column.kind()) {
            case TIME ->
                new ColumnWriter(
                        Types.optional(PrimitiveTypeName.INT64)
                                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                                .named(column.header()),
                        (to, value) -> to.addLong((Long) value * MICROS));
            case DECIMAL -> decimal(column.header(), digits);
            case JSON ->
                new ColumnWriter(
                        Types.optional(PrimitiveTypeName.BINARY)
                                .as(LogicalTypeAnnotation.jsonType())
                                .named(column.header()),
                        ColumnWriter::text);
            case TEXT -> text(column.header());
        };
    }

    static ColumnWriter text(String name) {
        return new ColumnWriter(
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name),
                ColumnWriter::text);
    }

    private static void text(RecordConsumer to, Object value) {
        to.addBinary(Binary.fromConstantByteArray((byte[]) value));
    }

    private static ColumnWriter decimal(String name, Spool.Digits digits) {
        int scale = digits.whole() + SCALE <= PRECISION ? Math.max(SCALE, digits.scale()) : digits.scale();
        int precision = Math.max(PRECISION, digits.whole() + scale);
        if (precision > Columns.MAX_DIGITS) {
            ColumnWriter plain = text(name);
            return new ColumnWriter(
                    plain.type(),
                    (to, value) -> text(to, ((BigDecimal) value).toPlainString().getBytes(StandardCharsets.US_ASCII)));
        }
        int length = BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
        return new ColumnWriter(
                Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(length)
                        .as(LogicalTypeAnnotation.decimalType(scale, precision))
                        .named(name),
                (to, value) -> to.addBinary(fixed(((BigDecimal) value).setScale(scale), length)));
    }

    /** Big-endian two's complement of one length. */
    private static Binary fixed(BigDecimal amount, int length) {
        byte[] least = amount.unscaledValue().toByteArray();
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, 0, length - least.length, (byte) (amount.signum() < 0 ? -1 : 0));
        System.arraycopy(least, 0, bytes, length - least.length, least.length);
        return Binary.fromConstantByteArray(bytes);
    }
}
