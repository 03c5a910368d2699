package io.shiyun.finops.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Takes the values of a row from Parquet and writes the row as a line of CSV. */
final class Row extends GroupConverter {
    private final MessageType schema;
    private final ByteArrayOutputStream out;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Converter> converters = new ArrayList<>();

    /**
     * Makes a row for the columns of a file.
     *
     * @throws IOException if a column is of a type that is not read
     */
    Row(MessageType schema, ByteArrayOutputStream out) throws IOException {
        this.schema = schema;
        this.out = out;
        for (Type column : schema.getFields()) {
            Cell cell = new Cell();
            cells.add(cell);
            converters.add(Columns.converter(column, cell));
        }
    }

    void header() {
        start();
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).quoted(schema.getFieldName(i).getBytes(StandardCharsets.UTF_8));
        }
        end();
    }

    @Override
    public Converter getConverter(int column) {
        return converters.get(column);
    }

    @Override
    public void start() {
        cells.forEach(Cell::clear);
    }

    @Override
    public void end() {
        long size = 0;
        for (Cell cell : cells) {
            size += cell.length();
        }
        if (size > Codecs.MAX_PAGE) {
            throw new IllegalStateException("a row has " + size + " bytes; at most " + Codecs.MAX_PAGE + " are read");
        }
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            cells.get(i).writeTo(out);
        }
        out.write('\n');
    }

    RecordMaterializer<Row> materializer() {
        return new RecordMaterializer<>() {
            @Override
            public Row getCurrentRecord() {
                return Row.this;
            }

            @Override
            public GroupConverter getRootConverter() {
                return Row.this;
            }
        };
    }
}
