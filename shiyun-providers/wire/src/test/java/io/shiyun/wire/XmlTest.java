package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
    private static final Source SOURCE = new Source("POST ec2.example/", Certainty.REJECTED, "");
    private static final String DOCUMENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <D xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>r-1</requestId>
              <reservationSet>
                <item><id>i-1</id><count>2</count><on>true</on><t>2026-11-21T09:30:00.000Z</t></item>
                <item><id> i-2 &amp; <![CDATA[<b>]]></id><empty/></item>
              </reservationSet>
              <nextToken>n</nextToken>
            </D>
            """;

    @Test
    void elementsAreFoundByPath() {
        Xml xml = read(DOCUMENT);

        assertThat(xml.name()).isEqualTo("D");
        assertThat(xml.text("requestId")).isEqualTo("r-1");
        List<Xml> items = xml.items("reservationSet.item");
        assertThat(items).hasSize(2);
        assertThat(items.get(0).whole("count")).isEqualTo(2);
        assertThat(items.get(0).flag("on")).isTrue();
        assertThat(items.get(0).instant("t")).contains(Instant.parse("2026-11-21T09:30:00Z"));
        assertThat(items.get(1).text("id")).isEqualTo("i-2 & <b>");
    }

    @Test
    void whatIsAbsentIsMissingAndHarmless() {
        Xml xml = read(DOCUMENT);

        assertThat(xml.has("a.b.c")).isFalse();
        assertThat(xml.text("a", "x")).isEqualTo("x");
        assertThat(xml.items("a.item")).isEmpty();
        assertThat(xml.whole("a.b", 5)).isEqualTo(5);
        assertThat(xml.optional("reservationSet.item.nothing")).isEmpty();
        assertThat(xml.flag("a")).isFalse();
    }

    @Test
    void whatIsRequiredAndMissingNamesItsPath() {
        Xml xml = read(DOCUMENT);

        assertThatThrownBy(() -> xml.text("a.b")).hasMessageContaining("'D.a.b' is missing");
        assertThatThrownBy(() -> xml.whole("requestId")).hasMessageContaining("'D.requestId' is not a whole number");
        assertThatThrownBy(() -> xml.list("none.item")).hasMessageContaining("'D.none' is missing");
        assertThatThrownBy(() -> xml.instant("requestId")).hasMessageContaining("is not a time");
    }

    @Test
    void listIsHandedOverElementByElement() {
        List<String> ids = new ArrayList<>();

        Xml rest = each(DOCUMENT, "reservationSet.item", ids);

        assertThat(ids).containsExactly("i-1", "i-2 & <b>");
        assertThat(rest.text("nextToken")).isEqualTo("n");
        assertThat(rest.items("reservationSet.item")).isEmpty();
        assertThat(each("<D><reservationSet/></D>", "reservationSet.item", new ArrayList<>())
                        .name())
                .isEqualTo("D");
    }

    @Test
    void missingListIsAnErrorNotAnEmptyList() {
        assertThatThrownBy(() -> each("<D><other/></D>", "reservationSet.item", new ArrayList<>()))
                .hasMessageContaining("no list 'reservationSet.item'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "<a>", "<a></b>", "<a/><b/>", "{}", "<a>&nbsp;</a>", "<a>\u0001</a>"})
    void whatIsNoXmlIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.certainty()).isEqualTo(Certainty.REJECTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\"><a/>",
                "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><a/>"
            })
    void documentTypeIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(CloudException.class);
    }

    @Test
    void hostileDocumentsAreRefused() {
        assertThatThrownBy(() -> read("<a>".repeat(200))).hasMessageContaining("is not understood");
        assertThatThrownBy(() -> read("<a>" + "<b/>".repeat(2_100_000) + "</a>"))
                .hasMessageContaining("elements");
    }

    @Test
    void messageNeverQuotesTheDocument() {
        assertThatThrownBy(() -> read("<a><canary></a>"))
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("canary"));
    }

    private static Xml each(String text, String path, List<String> ids) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return XmlItems.each(new ByteArrayInputStream(bytes), SOURCE, path, item -> ids.add(item.text("id")));
    }

    private static Xml read(String text) {
        return Xml.read(text.getBytes(StandardCharsets.UTF_8), SOURCE);
    }
}
