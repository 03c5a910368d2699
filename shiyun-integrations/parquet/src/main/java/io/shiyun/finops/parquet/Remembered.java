package io.shiyun.finops.parquet;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/** Puts values into a cell; those of the file's dictionaries are made into fields once for each. */
abstract class Remembered extends PrimitiveConverter {
    final Cell cell;
    private final Cell scratch = new Cell();
    private @Nullable Dictionary dictionary;
    private byte[] @Nullable [] fields = new byte[0][];

    Remembered(Cell cell) {
        this.cell = cell;
    }

    /** Puts a value into a cell. */
    abstract void put(Binary value, Cell into);

    @Override
    public final void addBinary(Binary value) {
        put(value, cell);
    }

    @Override
    public final boolean hasDictionarySupport() {
        return true;
    }

    @Override
    public final void setDictionary(Dictionary of) {
        dictionary = of;
        fields = new byte[of.getMaxId() + 1][];
    }

    @Override
    public final void addValueFromDictionary(int id) {
        byte[] field = fields[id];
        if (field == null && dictionary != null) {
            scratch.clear();
            put(dictionary.decodeToBinary(id), scratch);
            field = scratch.toBytes();
            fields[id] = field;
        }
        if (field != null) {
            cell.raw(field);
        }
    }
}
