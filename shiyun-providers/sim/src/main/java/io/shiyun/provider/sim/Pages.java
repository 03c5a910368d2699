package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.util.List;

/** Pages of lists that do not change while they are read. */
final class Pages {
    private Pages() {}

    static <T> Page<T> of(List<T> all, Cursor from, int size) {
        int begin;
        try {
            begin = from.atStart() ? 0 : Integer.parseInt(from.value());
        } catch (NumberFormatException e) {
            throw CloudException.rejected(Reason.INVALID, "'" + from.value() + "' is no cursor of this cloud")
                    .code("BadCursor")
                    .cause(e)
                    .build();
        }
        int end = Math.min(all.size(), begin + size);
        List<T> items = begin >= end ? List.of() : List.copyOf(all.subList(begin, end));
        return end < all.size() ? Page.of(items, new Cursor(Integer.toString(end))) : Page.last(items);
    }
}
