package io.shiyun.cost;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What costs are grouped by: a property of what is used, a stretch of time, or a tag. */
public final class Dimension {
    /** The cloud. */
    public static final Dimension CLOUD = property("cloud");
    /** The region, by its name in its cloud. */
    public static final Dimension REGION = property("region");
    /** The zone, by its name in its region. */
    public static final Dimension ZONE = property("zone");
    /** The project. */
    public static final Dimension PROJECT = property("project");
    /** The app. */
    public static final Dimension APP = property("app");
    /** The host. */
    public static final Dimension HOST = property("host");
    /** The kind of thing that is used. */
    public static final Dimension KIND = property("kind");
    /** The size of it. */
    public static final Dimension SHAPE = property("shape");
    /** The thing itself, by its id. */
    public static final Dimension RESOURCE = property("resource");
    /** Who asked for it. */
    public static final Dimension WHO = property("who");
    /** The day, as {@code 2026-11-20}, in the zone of the window. */
    public static final Dimension DAY = new Dimension("day", true, (use, day) -> day.toString());
    /** The month, as {@code 2026-11}, in the zone of the window. */
    public static final Dimension MONTH =
            new Dimension("month", true, (use, day) -> YearMonth.from(day).toString());

    private final String name;
    private final boolean time;
    private final BiFunction<Use, LocalDate, String> value;

    private Dimension(String name, boolean time, BiFunction<Use, LocalDate, String> value) {
        this.name = name;
        this.time = time;
        this.value = value;
    }

    private static Dimension property(String name) {
        return new Dimension(name, false, (use, day) -> use.properties().getOrDefault(name, ""));
    }

    /** The value of a tag; empty where a thing does not carry it. */
    public static Dimension tag(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("A tag has a key; name the one to group by");
        }
        return new Dimension("tag:" + key, false, (use, day) -> use.tags().getOrDefault(key, ""));
    }

    /** Its name, such as {@code cloud} or {@code tag:team}. */
    public String name() {
        return name;
    }

    /** Whether its value changes while a thing runs, so that use is cut at the days. */
    boolean isTime() {
        return time;
    }

    String valueOf(Use use, LocalDate day) {
        return value.apply(use, day);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dimension dimension && name.equals(dimension.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
