package io.shiyun.finops.focus;

import org.jspecify.annotations.Nullable;

/**
 * The distinct texts of a column. Code 0 is null; others count up from 1 in order of first appearance and never change.
 * Read it from other threads only between loads.
 */
public interface Dictionary {
    /** Returns the number of codes, the one of null included. */
    int size();

    /** Returns the text of a code, or null for code 0. */
    @Nullable String text(int code);

    /** Returns the code of a text, or -1 if no row had it. */
    int code(@Nullable String text);
}
