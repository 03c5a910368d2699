package io.shiyun.finops.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One bill, as CSV and as Parquet of chosen types. A value is text as CSV has it, unquoted, or null. */
final class Bill {
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> good = new LinkedHashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();

    static Bill of(String money, String time) {
        Bill bill = new Bill();
        bill.column("BilledCost", money, "1.50").column("EffectiveCost", money, "1.25");
        bill.column("ListCost", money, "2.00").column("ContractedCost", money, "1.50");
        for (String[] text : new String[][] {
            {"BillingAccountId", "4711"}, {"BillingAccountName", "Main"}, {"BillingCurrency", "USD"},
        }) {
            bill.column(text[0], "binary % (STRING)", text[1]);
        }
        bill.column("BillingPeriodStart", time, "2024-09-01T00:00:00Z");
        bill.column("BillingPeriodEnd", time, "2024-10-01T00:00:00Z");
        bill.column("ChargePeriodStart", time, "2024-09-03T00:00:00Z");
        bill.column("ChargePeriodEnd", time, "2024-09-04T00:00:00Z");
        for (String[] text : new String[][] {
            {"ChargeCategory", "Usage"},
            {"ChargeClass", null},
            {"ChargeDescription", "one \"big\" host, hot\nand dear"},
            {"InvoiceIssuerName", "Acme Inc"},
            {"PricingUnit", "Hours"},
            {"ProviderName", "Acme"},
            {"PublisherName", "Acme"},
            {"ServiceCategory", "Compute"},
            {"ServiceName", "H\u00f4tes \u4e3b\u673a"},
        }) {
            bill.column(text[0], "binary % (STRING)", text[1]);
        }
        return bill.column("PricingQuantity", money, "2.00");
    }

    /** Adds a column; in its type the name is a percent sign. */
    Bill column(String name, String type, String value) {
        types.put(name, type);
        good.put(name, value);
        return this;
    }

    /** Adds a row that differs from the good one in some fields, given as name, value, name, value. */
    Bill row(String... changes) {
        Map<String, String> row = new LinkedHashMap<>(good);
        for (int i = 0; i < changes.length; i += 2) {
            if (!good.containsKey(changes[i])) {
                throw new IllegalArgumentException("No column " + changes[i]);
            }
            row.put(changes[i], changes[i + 1]);
        }
        rows.add(row);
        return this;
    }

    InputStream csv() {
        String text = String.join(",", types.keySet()) + "\n"
                + rows.stream()
                        .map(row -> row.values().stream()
                                        .map(value -> value == null ? "" : '"' + value.replace("\"", "\"\"") + '"')
                                        .collect(Collectors.joining(","))
                                + "\n")
                        .collect(Collectors.joining());
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    Path parquet(Path file, CompressionCodecName codec) {
        MessageType schema = MessageTypeParser.parseMessageType(types.entrySet().stream()
                .map(column -> "optional " + column.getValue().replace("%", column.getKey())
                        + (column.getValue().endsWith("}") ? "\n" : ";\n"))
                .collect(Collectors.joining("", "message bill {\n", "}")));
        ExampleParquetWriter.Builder builder = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withRowGroupSize(100_000L)
                .withPageSize(4_096)
                .withCompressionCodec(codec);
        if (codec == CompressionCodecName.GZIP) {
            // The writer's own needs Hadoop.
            builder.withCodecFactory(new Gzip());
        }
        try (ParquetWriter<Group> writer = builder.build()) {
            for (Map<String, String> row : rows) {
                Group group = new SimpleGroup(schema);
                row.forEach((name, value) -> {
                    if (value != null) {
                        add(group, schema, name, value);
                    }
                });
                writer.write(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void add(Group group, MessageType schema, String name, String value) {
        int at = schema.getFieldIndex(name);
        if (!schema.getType(at).isPrimitive()) {
            // {"a":"b","c":"d"}, plain texts only
            Group map = group.addGroup(at);
            for (String entry : value.substring(1, value.length() - 1).split(",", -1)) {
                String[] parts = entry.replace("\"", "").split(":", -1);
                Group pair = map.addGroup(0);
                pair.add(0, parts[0]);
                if (pair.getType().getType(1).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE) {
                    pair.add(1, Double.parseDouble(parts[1]));
                } else if (!parts[1].equals("null")) {
                    pair.add(1, parts[1]);
                }
            }
            return;
        }
        PrimitiveType type = schema.getType(at).asPrimitiveType();
        if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
            BigDecimal exact = new BigDecimal(value).setScale(decimal.getScale());
            switch (type.getPrimitiveTypeName()) {
                case INT32 -> group.add(at, exact.unscaledValue().intValueExact());
                case INT64 -> group.add(at, exact.unscaledValue().longValueExact());
                case BINARY ->
                    group.add(
                            at,
                            Binary.fromConstantByteArray(exact.unscaledValue().toByteArray()));
                default -> group.add(at, Binary.fromConstantByteArray(wide(exact, type.getTypeLength())));
            }
        } else if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time) {
            long seconds = Instant.parse(value).getEpochSecond();
            group.add(
                    at,
                    seconds
                            * switch (time.getUnit()) {
                                case MILLIS -> 1_000;
                                case MICROS -> 1_000_000;
                                case NANOS -> 1_000_000_000;
                            });
        } else if (type.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation) {
            group.add(at, (int) (Instant.parse(value).getEpochSecond() / 86_400));
        } else {
            switch (type.getPrimitiveTypeName()) {
                case DOUBLE -> group.add(at, Double.parseDouble(value));
                case FLOAT -> group.add(at, Float.parseFloat(value));
                case INT64 -> group.add(at, Long.parseLong(value));
                case INT96 -> group.add(at, int96(Instant.parse(value)));
                default -> group.add(at, value);
            }
        }
    }

    private static byte[] wide(BigDecimal exact, int length) {
        byte[] narrow = exact.unscaledValue().toByteArray();
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) (exact.signum() < 0 ? -1 : 0));
        System.arraycopy(narrow, 0, bytes, length - narrow.length, narrow.length);
        return bytes;
    }

    private static Binary int96(Instant time) {
        long second = time.getEpochSecond();
        return Binary.fromConstantByteArray(ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(second % 86_400 * 1_000_000_000)
                .putInt((int) (second / 86_400) + 2_440_588)
                .array());
    }

    /** Packs pages with gzip. */
    private static final class Gzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    ByteArrayOutputStream packed = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                        bytes.writeAllTo(gzip);
                    }
                    return BytesInput.from(packed.toByteArray());
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
    }
}
