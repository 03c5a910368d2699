package io.shiyun.offer;

/** The offers of one price file, read and checked. Immutable and safe for use by several threads. */
public final class PriceList {
    private final String name;
    private final int repeats;
    private final OfferTable table;

    PriceList(String name, OfferTable table, int repeats) {
        this.name = name;
        this.table = table;
        this.repeats = repeats;
    }

    /** Returns the name of the file. A list takes the place of a former one of the same name. */
    public String name() {
        return name;
    }

    /** Returns how many offers it has. */
    public int size() {
        return table.rows - repeats;
    }

    /** Returns how many rows said again, at the same price, what a row before had said. */
    public int repeats() {
        return repeats;
    }

    OfferTable table() {
        return table;
    }

    @Override
    public String toString() {
        return name + ", " + size() + " offers";
    }
}
