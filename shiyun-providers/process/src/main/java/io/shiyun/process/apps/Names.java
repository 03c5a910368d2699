package io.shiyun.process.apps;

import java.util.Map;
import java.util.TreeMap;

/** Names that become folders here, and tags. */
public final class Names {
    private Names() {}

    /** Returns the name, or says what it must look like. */
    public static String check(String what, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw Problems.invalid(
                    "the name of " + what + " '" + printable(name)
                            + "' is not 1 to 63 letters, digits, dots, hyphens and underscores that begin with a letter or digit");
        }
        return name;
    }

    private static String printable(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
    }

    /** Returns the user's tags with those of the intent on top. */
    public static Map<String, String> tags(Map<String, String> own, Map<String, String> intent) {
        Map<String, String> all = new TreeMap<>(own);
        all.putAll(intent);
        return all;
    }

    /** Returns the tags after a change, in which an empty value removes one. */
    public static Map<String, String> changed(Map<String, String> now, Map<String, String> change) {
        Map<String, String> all = tags(now, change);
        change.forEach((key, value) -> {
            if (value.isEmpty()) {
                all.remove(key);
            }
        });
        return all;
    }
}
