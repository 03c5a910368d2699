package io.shiyun.call;

import io.shiyun.model.Problem;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one region answered.
 *
 * @param items what it has
 * @param gaps why some of it could not be listed
 * @param <T> what was asked for
 */
public record Found<T>(List<T> items, List<Problem> gaps) {
    public Found {
        items = List.copyOf(items);
        gaps = List.copyOf(gaps);
    }

    /** Nothing, and nothing is missing. */
    public static <T> Found<T> nothing() {
        return new Found<>(List.of(), List.of());
    }

    /** These, and nothing is missing. */
    public static <T> Found<T> of(List<T> items) {
        return new Found<>(items, List.of());
    }

    /** Every page of a list, from the first to the last. */
    public static <T> Found<T> pages(Function<Cursor, Page<T>> list) {
        List<T> items = new ArrayList<>();
        List<Problem> gaps = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page<T> page = list.apply(next.get());
            items.addAll(page.items());
            gaps.addAll(page.missing());
            next = page.next();
        }
        return new Found<>(items, gaps);
    }
}
