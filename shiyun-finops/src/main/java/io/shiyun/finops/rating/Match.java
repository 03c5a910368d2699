package io.shiyun.finops.rating;

import io.shiyun.offer.Wildcard;
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
        return Wildcard.matches(cloud, labels.cloud())
                && Wildcard.matches(service, labels.service())
                && Wildcard.matches(region, labels.region())
                && tags.entrySet().stream().allMatch(tag -> {
                    String value = labels.tags().get(tag.getKey());
                    return value != null && Wildcard.matches(tag.getValue(), value);
                });
    }
}
