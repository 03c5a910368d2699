package io.shiyun.finops.parquet;

import io.shiyun.finops.focus.FocusFormat;
import io.shiyun.finops.focus.FocusLayout;
import io.shiyun.finops.focus.FocusRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Writes rows to Parquet once all are there and the types of their amounts are known. */
final class ParquetRows implements FocusFormat.Rows {
    private static final long ROW_GROUP = 1 << 24;

    private final OutputStream out;
    private final FocusLayout layout;
    private final Spool spool;

    ParquetRows(OutputStream out, FocusLayout layout) throws IOException {
        this.out = out;
        this.layout = layout;
        this.spool = new Spool(layout);
    }

    @Override
    public void write(FocusRow row) throws IOException {
        spool.write(row);
    }

    /** Nothing has been packed yet, and nothing is. */
    @Override
    public void drop() throws IOException {
        spool.close();
    }

    @Override
    public void close() throws IOException {
        try (spool) {
            List<ColumnWriter> columns = new ArrayList<>();
            for (int i = 0; i < layout.columns().size(); i++) {
                columns.add(ColumnWriter.of(layout.columns().get(i), spool.digits(i)));
            }
            layout.extras().forEach(extra -> columns.add(ColumnWriter.text(extra)));
            try (ParquetWriter<@Nullable Object[]> writer = new Builder(new Target(out), columns)
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new Codecs())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withRowGroupSize(ROW_GROUP)
                    .build()) {
                spool.each(writer::write);
            }
            out.flush();
        }
    }

    /** Makes a writer of arrays of values. */
    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final List<ColumnWriter> columns;

        Builder(OutputFile file, List<ColumnWriter> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // It has to be there, although the other is asked.
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration conf) {
            return new Support(columns);
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration conf) {
            return new Support(columns);
        }
    }

    /** Hands the values of a row to Parquet. */
    private static final class Support extends WriteSupport<@Nullable Object[]> {
        private final List<ColumnWriter> columns;
        private @Nullable RecordConsumer to;

        Support(List<ColumnWriter> columns) {
            this.columns = columns;
        }

        @Override
        @SuppressWarnings("deprecation") // It has to be there, although the other is asked.
        public WriteContext init(Configuration conf) {
            return context();
        }

        @Override
        public WriteContext init(ParquetConfiguration conf) {
            return context();
        }

        private WriteContext context() {
            List<Type> types = columns.stream().map(ColumnWriter::type).toList();
            return new WriteContext(new MessageType("focus", types), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            to = consumer;
        }

        @Override
        public void write(@Nullable Object[] row) {
            RecordConsumer consumer = java.util.Objects.requireNonNull(to);
            consumer.startMessage();
            for (int i = 0; i < row.length; i++) {
                Object value = row[i];
                if (value != null) {
                    ColumnWriter column = columns.get(i);
                    consumer.startField(column.type().getName(), i);
                    column.values().write(consumer, value);
                    consumer.endField(column.type().getName(), i);
                }
            }
            consumer.endMessage();
        }
    }

    /** A stream as Parquet wants it, which stays open. */
    private record Target(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    /** Knows how much has been written. */
    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            position += length;
        }
    }
}
