package io.shiyun.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says in a process's environment whose it is, so that it is found again when whoever started it died before writing its number
 * down. Children inherit it, also those that move to a session of their own.
 *
 * @param owner the id of the state folder that the process belongs to
 * @param replica which thing of that state it is
 * @param intent which start of that thing: each start has its own
 */
public record Marker(String owner, String replica, String intent) {
    public static final String OWNER = "SHIYUN_OWNER";
    public static final String REPLICA = "SHIYUN_REPLICA";
    public static final String INTENT = "SHIYUN_INTENT";

    public Marker {
        requireText(owner, "owner");
        requireText(replica, "replica");
        requireText(intent, "intent");
    }

    Map<String, String> environment() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(OWNER, owner);
        values.put(REPLICA, replica);
        values.put(INTENT, intent);
        return values;
    }

    static Optional<Marker> in(Map<String, String> environment) {
        String owner = environment.getOrDefault(OWNER, "");
        String replica = environment.getOrDefault(REPLICA, "");
        String intent = environment.getOrDefault(INTENT, "");
        return owner.isBlank() || replica.isBlank() || intent.isBlank()
                ? Optional.empty()
                : Optional.of(new Marker(owner, replica, intent));
    }

    private static void requireText(String value, String name) {
        if (value.isBlank() || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the marker's " + name + " is blank or holds a NUL");
        }
    }
}
