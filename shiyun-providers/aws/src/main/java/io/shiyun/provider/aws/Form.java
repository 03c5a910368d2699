package io.shiyun.provider.aws;

import io.shiyun.wire.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request of the form protocols: {@code Action}, {@code Version} and parameters with dotted names. EC2 counts the items of a list
 * right behind its name, {@code InstanceId.1}; the other services put {@code member} between. Not safe for use by several threads.
 */
final class Form {
    private static final List<String> READING = List.of("Describe", "Get", "List");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String action;
    private final String member;
    private final StringBuilder body = new StringBuilder(256);

    private Form(String action, String version, String member) {
        this.action = action;
        this.member = member;
        put("Action", action).put("Version", version);
    }

    /** Begins a request to EC2. */
    static Form ec2(String action) {
        return ec2(action, Service.EC2.version());
    }

    static Form ec2(String action, String version) {
        return new Form(action, version, "");
    }

    /** Begins a request to another service that takes forms. */
    static Form query(Service service, String action) {
        return query(action, service.version());
    }

    static Form query(String action, String version) {
        return new Form(action, version, ".member");
    }

    Form put(String name, String value) {
        body.append(body.length() == 0 ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value));
        return this;
    }

    Form put(String name, long value) {
        return put(name, Long.toString(value));
    }

    Form put(String name, boolean value) {
        return put(name, Boolean.toString(value));
    }

    Form put(String name, BigDecimal value) {
        return put(name, value.toPlainString());
    }

    Form put(String name, Instant value) {
        return put(name, time(value));
    }

    Form put(String name, byte[] value) {
        return put(name, Base64.getEncoder().encodeToString(value));
    }

    Form put(String name, Optional<String> value) {
        value.ifPresent(text -> put(name, text));
        return this;
    }

    /** Puts texts as {@code name.1}, {@code name.2} or {@code name.member.1}. */
    Form list(String name, Collection<String> values) {
        int number = 0;
        for (String value : values) {
            put(item(name, ++number), value);
        }
        return this;
    }

    /** Returns the name of an item of a list; the first is 1. */
    String item(String name, int number) {
        return name + member + "." + number;
    }

    /** Puts a condition of EC2's lists. */
    Form filter(int number, String name, Collection<String> values) {
        return put("Filter." + number + ".Name", name).list("Filter." + number + ".Value", values);
    }

    /** Returns the request to this address. One that only describes is a read. */
    Request request(URI endpoint) {
        Request request = Request.of("POST", endpoint.getRawPath().isEmpty() ? endpoint.resolve("/") : endpoint)
                .body(
                        "application/x-www-form-urlencoded; charset=utf-8",
                        body.toString().getBytes(StandardCharsets.UTF_8));
        return READING.stream().anyMatch(action::startsWith) ? request.reading() : request;
    }

    String body() {
        return body.toString();
    }

    /** Returns a moment as AWS writes it, with fractions where there are any. */
    static String time(Instant value) {
        Instant second = value.truncatedTo(ChronoUnit.SECONDS);
        if (second.equals(value)) {
            return TIME.format(second) + "Z";
        }
        String fraction = String.format(Locale.ROOT, "%09d", value.getNano()).replaceAll("0+$", "");
        return TIME.format(second) + "." + fraction + "Z";
    }

    /** Returns the text with every byte but letters, digits and {@code -_.~} as {@code %XX} (RFC 3986, 2.1). */
    static String encoded(String text) {
        StringBuilder to = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.'
                    || c == '~';
            if (plain) {
                to.append(c);
            } else {
                to.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return to.toString();
    }
}
