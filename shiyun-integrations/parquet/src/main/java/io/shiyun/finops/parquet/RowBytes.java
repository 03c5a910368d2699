package io.shiyun.finops.parquet;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The rows of a Parquet file as the bytes of a CSV file, made as they are asked for. */
final class RowBytes extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int MAX_COLUMNS = 2_000;
    private static final int MAGIC = 4;
    private static final long FREE = 1L << 30;

    private final Path file;
    private final long length;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK * 2);
    private byte[] chunk = new byte[0];
    private int at;
    private long total;

    private @Nullable Open open;

    /** What there is once the footer has been read. */
    private record Open(ParquetFileReader parquet, MessageColumnIO columns, Row row) {}

    private @Nullable RecordReader<Row> records;
    private long left;

    RowBytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        this.file = file;
        this.length = Files.size(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        Objects.checkFromIndexSize(from, most, into.length);
        if (most == 0) {
            return 0;
        }
        if (at == chunk.length && !fill()) {
            return -1;
        }
        int count = Math.min(most, chunk.length - at);
        System.arraycopy(chunk, at, into, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        out.reset();
        try {
            Open from = open == null ? open() : open;
            while (out.size() < CHUNK && (left > 0 || nextGroup(from))) {
                Objects.requireNonNull(records).read();
                left--;
            }
        } catch (EOFException e) {
            throw new IOException("the Parquet data ends in the middle; the file is cut", e);
        } catch (RuntimeException e) {
            // Parquet says so of bytes that mean nothing, from any depth and by any exception.
            throw new IOException("it is no Parquet file, or a damaged one: " + words(e), e);
        }
        chunk = out.toByteArray();
        at = 0;
        total += chunk.length;
        if (total > FREE && total / Codecs.MAX_RATIO > length) {
            throw new IOException(
                    "it unpacks to more than " + Codecs.MAX_RATIO + " times its size, which no bill does");
        }
        return chunk.length > 0;
    }

    private Open open() throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .usePageChecksumVerification()
                .withCodecFactory(new Codecs())
                .build();
        ParquetFileReader parquet = ParquetFileReader.open(new LocalInputFile(file), options);
        try {
            MessageType schema = parquet.getFileMetaData().getSchema();
            if (schema.getFieldCount() == 0 || schema.getFieldCount() > MAX_COLUMNS) {
                throw new IOException(
                        "it has " + schema.getFieldCount() + " columns; from 1 to " + MAX_COLUMNS + " are read");
            }
            checkPlaces(parquet);
            Row row = new Row(schema, out);
            row.header();
            return open = new Open(parquet, new ColumnIOFactory().getColumnIO(schema), row);
        } finally {
            if (open == null) {
                parquet.close();
            }
        }
    }

    private boolean nextGroup(Open from) throws IOException {
        PageReadStore pages = from.parquet.readNextRowGroup();
        if (pages == null) {
            return false;
        }
        left = pages.getRowCount();
        records = from.columns.getRecordReader(pages, from.row.materializer());
        return left > 0;
    }

    /** Parquet takes as much memory as the footer says that a row group needs: it must lie in the file, once. */
    private void checkPlaces(ParquetFileReader parquet) throws IOException {
        long free = length;
        for (BlockMetaData group : parquet.getRowGroups()) {
            for (ColumnChunkMetaData column : group.getColumns()) {
                long start = column.getStartingPos();
                long size = column.getTotalSize();
                free -= size;
                if (start < MAGIC || size < 0 || start > length - size || free < 0) {
                    throw new IOException("its footer speaks of data that is not in the file; the file is damaged");
                }
                if (column.getPath().size() == 1 && column.getValueCount() != group.getRowCount()) {
                    throw new IOException("column " + column.getPath().toDotString() + " has " + column.getValueCount()
                            + " values for " + group.getRowCount() + " rows; the file is damaged");
                }
            }
        }
    }

    private static String words(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == thrown ? thrown.toString() : thrown + ": " + root;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.parquet.close();
        }
    }
}
