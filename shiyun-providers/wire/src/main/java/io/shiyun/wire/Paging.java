package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lists that come in pages: by a marker, a token or a link. A list that would never end is refused. */
public final class Paging {
    /** A list of more pages than this is refused. */
    public static final int MOST_PAGES = 10_000;

    private Paging() {}

    /**
     * Returns the page that was asked for from {@code from} on, when the cloud names {@code next} as the next one.
     *
     * @throws CloudException UNKNOWN, REJECTED, when the next page is the same again
     */
    public static <T> Page<T> page(List<T> items, Cursor from, Optional<String> next) {
        if (next.isEmpty() || next.get().isEmpty()) {
            return Page.last(items);
        }
        if (next.get().equals(from.value())) {
            throw endless("the cloud names the same page as the next one again");
        }
        return Page.of(items, new Cursor(next.get()));
    }

    /**
     * Returns all items of all pages, for lists that are short enough to be kept.
     *
     * @throws CloudException UNKNOWN, REJECTED, when a page comes again or there are too many
     */
    public static <T> List<T> all(Call call, Function<Cursor, Page<T>> pages) {
        List<T> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            if (!seen.add(next.get().value())) {
                throw endless("the cloud goes back to a page that it gave before");
            }
            if (seen.size() > MOST_PAGES) {
                throw endless("the list has more than " + MOST_PAGES + " pages");
            }
            call.check();
            Page<T> page = pages.apply(next.get());
            items.addAll(page.items());
            next = page.next();
        }
        return List.copyOf(items);
    }

    /**
     * Returns a parameter of the query of a link, decoded. From a link to a next page only its marker is taken: behind a proxy its host and
     * scheme are often wrong, and credentials must not follow it.
     */
    public static Optional<String> parameter(String link, String name) {
        String query;
        try {
            query = URI.create(link).getRawQuery();
        } catch (IllegalArgumentException e) {
            int mark = link.indexOf('?');
            query = mark < 0 ? null : link.substring(mark + 1);
        }
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                return decoded(pair.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CloudException endless(String why) {
        return CloudException.of(Certainty.REJECTED, Reason.UNKNOWN, "the list has no end: " + why)
                .code("EndlessList")
                .build();
    }
}
