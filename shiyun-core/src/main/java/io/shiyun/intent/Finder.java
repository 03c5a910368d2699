package io.shiyun.intent;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Lists to the end. */
final class Finder {
    /** More pages than any account has; a cloud whose list goes round in circles ends here. */
    private static final int MOST_PAGES = 100_000;

    private Finder() {}

    /**
     * A list to its end.
     *
     * @param items what it had
     * @param complete whether nothing was missing
     */
    record Found<T>(List<T> items, boolean complete) {}

    /** Lists what has these tags; one call a page. */
    static <T> Found<T> find(ResourceKind<T> resource, Region region, Map<String, String> tags, Supplier<Call> calls) {
        List<T> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean complete = true;
        Cursor from = Cursor.START;
        for (int page = 0; page < MOST_PAGES; page++) {
            Page<T> next = resource.list(region, tags, from, calls.get());
            complete &= next.missing().isEmpty();
            for (T item : next.items()) {
                boolean wanted = tags.entrySet().stream()
                        .allMatch(
                                tag -> tag.getValue().equals(resource.tags(item).get(tag.getKey())));
                if (wanted && seen.add(resource.id(item).text())) {
                    items.add(item);
                }
            }
            if (next.next().isEmpty()) {
                return new Found<>(items, complete);
            }
            from = next.next().get();
        }
        return new Found<>(items, false);
    }
}
