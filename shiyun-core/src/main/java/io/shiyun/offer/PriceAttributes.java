package io.shiyun.offer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a price file's own columns say of a row, as the number of a set of attributes. Most rows say what the one before did. */
final class PriceAttributes {
    private final OfferTable table;
    private final PriceHeader header;
    private final int[] fields;
    /** The texts of these fields in the row before, and their set. */
    private final int[] ids;

    private int set;
    /** By text the number of its set plus one, where there is one such column only. */
    private int[] setOf = new int[64];

    PriceAttributes(OfferTable table, PriceHeader header) {
        this.table = table;
        this.header = header;
        this.fields = header.attributes();
        this.ids = new int[fields.length];
    }

    /**
     * Returns the set of a row.
     *
     * @param texts the number of the text in each field
     */
    int of(int[] texts) {
        boolean same = true;
        for (int i = 0; i < fields.length; i++) {
            int id = texts[fields[i]];
            same &= id == ids[i];
            ids[i] = id;
        }
        if (!same) {
            set = fields.length == 1 ? known(ids[0]) : make();
        }
        return set;
    }

    private int known(int text) {
        if (text >= setOf.length) {
            setOf = Arrays.copyOf(setOf, Math.max(text + 1, setOf.length * 2));
        }
        if (setOf[text] == 0) {
            setOf[text] = make() + 1;
        }
        return setOf[text] - 1;
    }

    private int make() {
        Map<String, String> some = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            if (ids[i] != 0) {
                some.put(header.name(fields[i]), table.texts.get(ids[i]));
            }
        }
        return table.attributes(some);
    }
}
