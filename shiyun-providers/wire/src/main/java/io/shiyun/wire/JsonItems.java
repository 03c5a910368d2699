package io.shiyun.wire;

import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a long list in a JSON document item by item, so that one item at a time is kept. */
public final class JsonItems {
    private JsonItems() {}

    /**
     * Hands each item of the list at {@code path} over, and answers the rest of the document without that list, such as the link
     * to the next page. An empty path means that the document itself is the list. A list that is missing is an error, not an empty list:
     * whoever finds nothing in it would believe that nothing exists.
     *
     * @throws io.shiyun.model.CloudException UNKNOWN, with the source's doubt, when it is no JSON; UNAVAILABLE when it ends too early.
     *     Items handed over before then prove nothing: use none of them
     */
    public static Json each(InputStream in, Source source, String path, Consumer<Json> each) {
        return new Json(JsonReading.items(in, source, path.split("\\.", -1), each), null, "", source);
    }
}
