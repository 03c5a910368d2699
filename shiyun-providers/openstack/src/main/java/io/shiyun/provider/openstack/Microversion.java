package io.shiyun.provider.openstack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A microversion of Nova's API: 2 and a number that counts up with each change.
 *
 * @param minor the number behind 2
 */
record Microversion(int minor) implements Comparable<Microversion> {
    /** The first, which every Nova with microversions knows. */
    static final Microversion OLDEST = new Microversion(1);

    /** The newest that this provider was written for (Zed). */
    static final Microversion NEWEST = new Microversion(93);

    private static final Pattern FORM = Pattern.compile("2\\.([0-9]{1,4})");

    static Optional<Microversion> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches() ? Optional.of(new Microversion(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    boolean atLeast(int number) {
        return minor >= number;
    }

    @Override
    public int compareTo(Microversion other) {
        return Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "2." + minor;
    }
}
