package io.shiyun.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in the one form that both sides hash: headers sorted and trimmed, the query sorted and encoded. */
final class SigV4Canonical {
    /** A header, by its name in lower case. */
    private record Line(String name, String value) {}

    private final List<Line> lines;

    SigV4Canonical(String host, Headers headers) {
        List<Map.Entry<String, String>> given = headers.entries();
        lines = new ArrayList<>(given.size() + 4);
        for (Map.Entry<String, String> header : given) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!changedOnTheWay(name)) {
                header(name, header.getValue());
            }
        }
        header("host", host);
    }

    /** Adds a header, behind those of the same name and in the order of names. */
    void header(String name, String value) {
        int at = lines.size();
        while (at > 0 && lines.get(at - 1).name().compareTo(name) > 0) {
            at--;
        }
        lines.add(at, new Line(name, value));
    }

    String signedHeaders() {
        StringBuilder names = new StringBuilder(lines.size() * 16);
        String before = "";
        for (Line line : lines) {
            if (!line.name().equals(before)) {
                names.append(names.isEmpty() ? "" : ";").append(line.name());
                before = line.name();
            }
        }
        return names.toString();
    }

    String request(String method, String path, String query, String signedHeaders, String bodyHash) {
        StringBuilder request = new StringBuilder(512);
        request.append(method).append('\n').append(path).append('\n').append(query);
        String before = "";
        for (Line line : lines) {
            if (line.name().equals(before)) {
                request.append(',');
            } else {
                request.append('\n').append(line.name()).append(':');
                before = line.name();
            }
            SigV4Text.trimmed(line.value(), request);
        }
        return request.append("\n\n")
                .append(signedHeaders)
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    /** Returns a query with its parameters encoded and sorted by name, then value. */
    static String query(@Nullable String sent) {
        if (sent == null || sent.isEmpty()) {
            return "";
        }
        List<String[]> pairs = new ArrayList<>();
        int from = 0;
        while (from <= sent.length()) {
            int and = sent.indexOf('&', from);
            int end = and < 0 ? sent.length() : and;
            if (end > from) {
                pairs.add(pair(sent.substring(from, end)));
            }
            from = end + 1;
        }
        String[][] sorted = pairs.toArray(String[][]::new);
        Arrays.sort(sorted, (a, b) -> {
            int names = a[0].compareTo(b[0]);
            return names != 0 ? names : a[1].compareTo(b[1]);
        });
        StringBuilder query = new StringBuilder(sent.length() + 32);
        for (String[] pair : sorted) {
            query.append(query.isEmpty() ? "" : "&").append(pair[0]).append('=').append(pair[1]);
        }
        return query.toString();
    }

    private static String[] pair(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return new String[] {encoded(name), encoded(value)};
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        SigV4Text.encode(text, out, "%");
        return out.toString();
    }

    /** What a proxy or the client itself may change is not signed. */
    private static boolean changedOnTheWay(String name) {
        return switch (name) {
            case "host",
                    "authorization",
                    "user-agent",
                    "connection",
                    "expect",
                    "transfer-encoding",
                    "x-amzn-trace-id" -> true;
            default -> false;
        };
    }
}
