package io.shiyun.cost;

import io.shiyun.store.UsageRow;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What costs are grouped by: a property of what is used, a stretch of time, or a tag. */
public final class Dimension {
    /** The cloud. */
    public static final Dimension CLOUD = of("cloud", UsageRow::cloud);
    /** The region, by its name in its cloud. */
    public static final Dimension REGION = of("region", UsageRow::region);
    /** The zone, by its name in its region. */
    public static final Dimension ZONE = of("zone", UsageRow::zone);
    /** The project. */
    public static final Dimension PROJECT = of("project", UsageRow::project);
    /** The app. */
    public static final Dimension APP = of("app", UsageRow::app);
    /** The host. */
    public static final Dimension HOST = of("host", UsageRow::host);
    /** The kind of thing that is used. */
    public static final Dimension KIND = of("kind", UsageRow::kind);
    /** The size of it. */
    public static final Dimension SHAPE = of("shape", UsageRow::shape);
    /** The thing itself, by its id. */
    public static final Dimension RESOURCE = of("resource", UsageRow::resource);
    /** Who asked for it. */
    public static final Dimension WHO = of("who", UsageRow::who);
    /** The day, as {@code 2026-11-20}, in the zone of the window. */
    public static final Dimension DAY = new Dimension("day", true, (row, day) -> day.toString());
    /** The month, as {@code 2026-11}, in the zone of the window. */
    public static final Dimension MONTH =
            new Dimension("month", true, (row, day) -> YearMonth.from(day).toString());

    private final String name;
    private final boolean time;
    private final BiFunction<UsageRow, LocalDate, String> value;

    private Dimension(String name, boolean time, BiFunction<UsageRow, LocalDate, String> value) {
        this.name = name;
        this.time = time;
        this.value = value;
    }

    private static Dimension of(String name, Function<UsageRow, String> value) {
        return new Dimension(name, false, (row, day) -> value.apply(row));
    }

    /** The value of a tag; empty where a thing does not carry it. */
    public static Dimension tag(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("A tag has a key; name the one to group by");
        }
        return of("tag:" + key, row -> Optional.ofNullable(row.tags().get(key)).orElse(""));
    }

    /** Its name, such as {@code cloud} or {@code tag:team}. */
    public String name() {
        return name;
    }

    /** Whether its value changes while a thing runs, so that use is cut at the days. */
    boolean isTime() {
        return time;
    }

    String valueOf(UsageRow row, LocalDate day) {
        return value.apply(row, day);
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
