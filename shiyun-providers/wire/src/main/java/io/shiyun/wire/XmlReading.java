package io.shiyun.wire;

import io.shiyun.model.CloudException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML in UTF-8 with the JDK's StAX: no document type, no entity but the five of XML itself, bounded in depth and in elements. */
final class XmlReading {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ELEMENTS = 2_000_000;

    /** What is done with an element once it is read. */
    private interface Taker {
        /** Returns whether it is taken out of the tree. */
        boolean take(Xml element, String path);
    }

    private final XMLStreamReader reader;
    private final Source source;
    private final Taker taker;
    private int elements;

    private XmlReading(XMLStreamReader reader, Source source, Taker taker) {
        this.reader = reader;
        this.source = source;
        this.taker = taker;
    }

    static Xml tree(InputStream in, Source source) {
        return read(in, source, (element, path) -> false);
    }

    static Xml items(InputStream in, Source source, String wanted, Consumer<Xml> each) {
        Taker taker = (element, path) -> {
            boolean taken = path.endsWith(wanted) && path.indexOf('.') == path.length() - wanted.length() - 1;
            if (taken) {
                each.accept(element);
            }
            return taken;
        };
        Xml rest = read(in, source, taker);
        int dot = wanted.lastIndexOf('.');
        if (dot > 0 && !rest.has(wanted.substring(0, dot))) {
            throw source.notUnderstood("there is no list '" + wanted + "'", null);
        }
        return rest;
    }

    private static Xml read(InputStream in, Source source, Taker taker) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(text(in));
            try {
                return new XmlReading(reader, source, taker).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw failure(e, source);
        } catch (CloudException | StackOverflowError e) {
            throw e;
        } catch (RuntimeException e) {
            // The JDK's parser throws runtime exceptions of its own for some broken encodings.
            throw source.notUnderstood("no XML that can be read", null);
        }
    }

    private static CloudException failure(XMLStreamException e, Source source) {
        if (e.getNestedException() instanceof CloudException known) {
            throw known;
        }
        // The parser's own words may quote the document, which may hold a secret.
        String where = e.getLocation() == null
                ? ""
                : ", at line " + e.getLocation().getLineNumber() + " column "
                        + e.getLocation().getColumnNumber();
        return source.notUnderstood("no XML that can be read" + where, null);
    }

    private Xml document() throws XMLStreamException {
        int event = reader.getEventType();
        while (event != XMLStreamConstants.START_ELEMENT) {
            refuseDocumentType(event);
            if (!reader.hasNext()) {
                throw source.notUnderstood("the XML document is empty", null);
            }
            event = reader.next();
        }
        Xml root = element("", 1);
        while (reader.hasNext()) {
            refuseDocumentType(reader.next());
        }
        return root;
    }

    private Xml element(String above, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw source.notUnderstood("the XML document has more than " + MAX_DEPTH + " levels", null);
        }
        if (++elements > MAX_ELEMENTS) {
            throw source.notUnderstood("the XML document has more than " + MAX_ELEMENTS + " elements", null);
        }
        String name = reader.getLocalName();
        String path = above.isEmpty() ? name : above + "." + name;
        StringBuilder text = null;
        List<Xml> children = null;
        while (true) {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    int others = elements;
                    Xml child = element(path, depth + 1);
                    if (taker.take(child, path + "." + child.name())) {
                        elements = others; // each item is bounded by itself, however many there are
                    } else {
                        children = children == null ? new ArrayList<>(4) : children;
                        children.add(child);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    text = text == null ? new StringBuilder() : text;
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    String own = text == null ? "" : text.toString().trim();
                    return new Xml(name, own, children == null ? List.of() : List.copyOf(children), above, source);
                }
                default -> refuseDocumentType(event);
            }
        }
    }

    /** All clouds speak UTF-8. The JDK's parser, left to decode, prints to the terminal what is wrong with the bytes. */
    private static Reader text(InputStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private void refuseDocumentType(int event) {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw source.notUnderstood("the XML document declares a document type or uses an entity", null);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }
}
