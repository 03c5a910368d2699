package io.shiyun.finops.focus;

/**
 * Something that FOCUS forbids but that leaves the amounts what they are, such as a null where a value is due.
 *
 * @param first where it was met first
 * @param rows how many rows have it
 */
public record Notice(Fault first, long rows) {
    @Override
    public String toString() {
        return rows == 1 ? first.toString() : first + " (" + rows + " rows)";
    }
}
