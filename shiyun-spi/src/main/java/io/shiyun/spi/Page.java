package io.shiyun.spi;

import io.shiyun.model.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a list. A list with {@code missing} parts proves no absence: nothing is swept on its word.
 *
 * @param items what is on this page
 * @param next where the next page begins; absent on the last
 * @param missing why some items could not be listed
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<Cursor> next, List<Problem> missing) {
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
        missing = List.copyOf(missing);
    }

    /** Returns the only or last page. */
    public static <T> Page<T> last(List<T> items) {
        return new Page<>(items, Optional.empty(), List.of());
    }

    /** Returns a page that is followed by another. */
    public static <T> Page<T> of(List<T> items, Cursor next) {
        return new Page<>(items, Optional.of(next), List.of());
    }
}
