package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Source;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tags in the description of a thing of Neutron, which has room for 255 characters: words for people, then the tags as JSON. Neutron's
 * own tags cannot go into the request that makes a thing, so a lost reply would leave it without any.
 */
final class Labels {
    private static final int MOST = 255;

    private Labels() {}

    /** Returns the description of these words and tags. */
    static String write(String words, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return words.length() <= MOST ? words : words.substring(0, MOST);
        }
        String json = JsonWriter.object().put("tags", new TreeMap<>(tags)).toText();
        if (json.length() > MOST) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "the tags take " + json.length() + " characters, and Neutron has room for " + MOST
                                    + "; use fewer or shorter ones")
                    .build();
        }
        int room = MOST - json.length() - 1;
        String fitting = words.length() <= room ? words : words.substring(0, Math.max(0, room));
        return fitting.isEmpty() ? json : fitting + " " + json;
    }

    /** Returns the tags in a description; none where somebody else wrote it. */
    static Map<String, String> read(String description) {
        int at = description.indexOf("{\"tags\":");
        if (at < 0) {
            return Map.of();
        }
        try {
            byte[] json = description.substring(at).getBytes(StandardCharsets.UTF_8);
            return Json.read(json, Source.named("a description")).textMap("tags");
        } catch (CloudException ofSomebodyElse) {
            return Map.of();
        }
    }
}
