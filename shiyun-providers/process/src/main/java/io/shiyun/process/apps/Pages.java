package io.shiyun.process.apps;

import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Pages of a list that is sorted by a key; the cursor is the last key of the page, so that changes between pages do no harm. */
public final class Pages {
    private static final int SIZE = 200;

    private Pages() {}

    /** Returns the page that begins behind the cursor. */
    public static <T> Page<T> of(List<T> all, Function<T, String> key, Cursor from) {
        List<T> rest = all.stream()
                .filter(item -> from.atStart() || key.apply(item).compareTo(from.value()) > 0)
                .sorted(Comparator.comparing(key))
                .limit(SIZE + 1L)
                .toList();
        if (rest.size() <= SIZE) {
            return Page.last(rest);
        }
        List<T> page = rest.subList(0, SIZE);
        return Page.of(page, new Cursor(key.apply(page.get(SIZE - 1))));
    }
}
