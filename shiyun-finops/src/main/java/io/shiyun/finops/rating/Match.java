package io.shiyun.finops.rating;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a rule is about. A pattern is a name in which {@code *} stands for any text; case counts. A tag's pattern matches
 * only where the tag is.
 *
 * @param cloud the pattern of the cloud
 * @param service the pattern of the service
 * @param region the pattern of the region
 * @param tags the pattern of the value for each tag that must be there
 */
public record Match(String cloud, String service, String region, Map<String, String> tags) {
    /** Everything. */
    public static final Match ANY = new Match("*", "*", "*", Map.of());

    public Match {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(region, "region");
        tags = Map.copyOf(tags);
    }

    /** Returns this, of a cloud. */
    public Match cloud(String pattern) {
        return new Match(pattern, service, region, tags);
    }

    /** Returns this, of a service. */
    public Match service(String pattern) {
        return new Match(cloud, pattern, region, tags);
    }

    /** Returns this, of a region. */
    public Match region(String pattern) {
        return new Match(cloud, service, pattern, tags);
    }

    /** Returns this, with a tag besides those that it has. */
    public Match tag(String key, String pattern) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(key, pattern);
        return new Match(cloud, service, region, more);
    }

    /** Returns whether all patterns match. */
    public boolean matches(Labels labels) {
        return matches(cloud, labels.cloud())
                && matches(service, labels.service())
                && matches(region, labels.region())
                && tags.entrySet().stream().allMatch(tag -> {
                    String value = labels.tags().get(tag.getKey());
                    return value != null && matches(tag.getValue(), value);
                });
    }

    /** Goes back to the last star, at most once for each letter of the text, so that no pattern takes long. */
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
