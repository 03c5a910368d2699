package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Intent;
import io.shiyun.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags: a resource's name is the one called {@code Name}. */
final class Tags {
    private static final int LONGEST_NAME = 255;

    private Tags() {}

    /** Returns those of an order, then those of its intent, and the name. */
    static Map<String, String> of(String name, Map<String, String> order, Intent intent) {
        Map<String, String> all = new TreeMap<>(order);
        all.putAll(intent.tags());
        all.put("Name", named(name));
        return all;
    }

    /**
     * Returns the name if AWS takes it as a tag.
     *
     * @throws CloudException INVALID otherwise
     */
    static String named(String name) {
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "a name has at most " + LONGEST_NAME + " characters and no line breaks; this one has "
                                    + name.length())
                    .build();
        }
        return name;
    }

    /** Puts tags for what a request makes; kinds in EC2's words, such as {@code instance}. */
    static Form specify(Form form, Map<String, String> tags, String... kinds) {
        for (int i = 0; i < kinds.length; i++) {
            String prefix = "TagSpecification." + (i + 1);
            form.put(prefix + ".ResourceType", kinds[i]);
            put(form, prefix + ".Tag", tags);
        }
        return form;
    }

    /** Puts tags as a list. */
    static Form put(Form form, String prefix, Map<String, String> tags) {
        int number = 0;
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            String item = prefix + "." + ++number;
            form.put(item + ".Key", tag.getKey()).put(item + ".Value", tag.getValue());
        }
        return form;
    }

    /** Puts conditions for all of these tags, an empty value for any; returns the number of the next condition. */
    static int filter(Form form, int first, Map<String, String> tags) {
        int number = first;
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            if (tag.getValue().isEmpty()) {
                form.filter(number++, "tag-key", List.of(plain(tag.getKey())));
            } else {
                form.filter(number++, "tag:" + tag.getKey(), List.of(plain(tag.getValue())));
            }
        }
        return number;
    }

    /** A condition takes stars, question marks and backslashes for wildcards unless a backslash stands before. */
    static String plain(String text) {
        return text.replaceAll("([*?\\\\])", "\\\\$1");
    }

    /** Reads the tags of an EC2 resource. */
    static Map<String, String> read(Xml resource) {
        Map<String, String> tags = new TreeMap<>();
        for (Xml tag : resource.items("tagSet.item")) {
            tags.put(tag.text("key"), tag.text("value", ""));
        }
        return tags;
    }
}
