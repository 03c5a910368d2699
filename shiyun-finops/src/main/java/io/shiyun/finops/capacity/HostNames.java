package io.shiyun.finops.capacity;

import io.shiyun.model.Region;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Names for the hosts that a plan of a day adds to a pool: labels by RFC 1123, of up to 63 lower-case letters, digits and
 * hyphens. The same plan gives the same names; other pools, clouds, regions and days give others.
 */
final class HostNames {
    /** What is left of a label besides a sign, a day and a number of four digits, with the hyphens between. */
    private static final int MOST_WORDS = 63 - 9 - 9 - 5;

    private final String stem;

    HostNames(String pool, Region region, LocalDate day) {
        String cloud = region.cloud().name();
        String words = (pool + "-" + cloud + "-" + region.name())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        String readable =
                words.substring(0, Math.min(words.length(), MOST_WORDS)).replaceAll("-+$", "");
        stem = (readable.isEmpty() ? "" : readable + "-") + sign(pool, cloud, region.name()) + "-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    /** Tells apart what reads alike as a label. */
    private static String sign(String pool, String cloud, String region) {
        String exact = pool.length() + ":" + pool + cloud.length() + ":" + cloud + region;
        return UUID.nameUUIDFromBytes(exact.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Returns the name of the n-th host, from 1 to {@link Buying#MOST}. */
    String of(int number) {
        return stem + "-" + number;
    }
}
