package io.shiyun.wire;

import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a long list in an XML document element by element, so that one at a time is kept. */
public final class XmlItems {
    private XmlItems() {}

    /**
     * Hands each element at {@code path} below the root over, such as {@code reservationSet.item}, and answers the rest of the document
     * without them. The element around them must be there: a document without it is an error, not an empty list.
     *
     * @throws io.shiyun.model.CloudException UNKNOWN, with the source's doubt, when it is no XML. Elements handed over before then prove
     *     nothing: use none of them
     */
    public static Xml each(InputStream in, Source source, String path, Consumer<Xml> each) {
        return XmlReading.items(in, source, path, each);
    }
}
