package io.shiyun.finops.book;

/**
 * How far a book has got. Kept elsewhere, it shows later that nothing was cut off the end.
 *
 * @param entries how many there are
 * @param hash of the last one, and through it of all before
 */
public record Head(long entries, String hash) {
    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Head of(String text) {
        int colon = text.indexOf(':');
        if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    '"' + text + "\" is not the seal of a book; keep the text as it was given");
        }
        return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return entries + ":" + hash;
    }
}
