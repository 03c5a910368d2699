package io.shiyun.provider.openstack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A path with its query, whose parts are encoded as they are put: an id is one part, whatever is in it. Immutable.
 *
 * @param text what goes behind the address of a service
 */
record Path(String text) {
    /** Returns the path of these parts. */
    static Path of(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append('/').append(encoded(part));
        }
        return new Path(text.toString());
    }

    /** Returns the same with a parameter. */
    Path with(String name, String value) {
        return new Path(text + (text.indexOf('?') < 0 ? '?' : '&') + encoded(name) + '=' + encoded(value));
    }

    /** Returns the same with a parameter, unless its value is empty. */
    Path withAny(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    private static String encoded(String part) {
        String text = URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
        // A part of dots alone would lead elsewhere.
        return text.matches("\\.+") ? text.replace(".", "%2E") : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
