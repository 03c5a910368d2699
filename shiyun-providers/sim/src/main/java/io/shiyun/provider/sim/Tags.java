package io.shiyun.provider.sim;

import java.util.Map;
import java.util.TreeMap;

/** Tags, as the services of this library join and change them. */
final class Tags {
    private Tags() {}

    /** Returns the user's tags with those of the intent on top. */
    static Map<String, String> joined(Map<String, String> own, Map<String, String> intent) {
        Map<String, String> all = new TreeMap<>(own);
        all.putAll(intent);
        return all;
    }

    /** Returns the tags after a change, in which an empty value removes one. */
    static Map<String, String> changed(Map<String, String> now, Map<String, String> change) {
        Map<String, String> all = joined(now, change);
        change.forEach((key, value) -> {
            if (value.isEmpty()) {
                all.remove(key);
            }
        });
        return all;
    }
}
