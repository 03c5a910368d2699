package io.shiyun.finops.cube;

import io.shiyun.finops.focus.FocusColumn;
import java.util.Objects;

/**
 * What costs can be grouped by and narrowed to.
 *
 * @param kind where its values come from
 * @param name which one of that kind: a column, the key of a tag, or a unit of time
 */
public record Dimension(Kind kind, String name) {
    /** The hour, UTC, in which the charge period starts, such as {@code 2024-09-01T05}. */
    public static final Dimension HOUR = new Dimension(Kind.TIME, "hour");
    /** The day, UTC, on which the charge period starts, such as {@code 2024-09-01}. */
    public static final Dimension DAY = new Dimension(Kind.TIME, "day");
    /** The month, UTC, in which the charge period starts, such as {@code 2024-09}. */
    public static final Dimension MONTH = new Dimension(Kind.TIME, "month");
    /** The first day of the billing period, which need not be that of the charge: a correction comes later. */
    public static final Dimension BILLING_PERIOD = new Dimension(Kind.PERIOD, "billing period");
    /** Who provides the service. */
    public static final Dimension CLOUD = of(FocusColumn.PROVIDER_NAME);
    /** The service, by the provider's name of it. */
    public static final Dimension SERVICE = of(FocusColumn.SERVICE_NAME);
    /** The region, by the provider's id of it. */
    public static final Dimension REGION = of(FocusColumn.REGION_ID);
    /** The account, project or subscription in which the resource is. */
    public static final Dimension SUB_ACCOUNT = of(FocusColumn.SUB_ACCOUNT_ID);
    /** Usage, Purchase, Tax, Credit or Adjustment. */
    public static final Dimension CATEGORY = of(FocusColumn.CHARGE_CATEGORY);
    /** The project, by the tag {@code project} unless the {@link CubeSpec} says otherwise. */
    public static final Dimension PROJECT = new Dimension(Kind.ROLE, "project");
    /** The app, by the tag {@code app} unless the {@link CubeSpec} says otherwise. */
    public static final Dimension APP = new Dimension(Kind.ROLE, "app");
    /** The team, by the tag {@code team} unless the {@link CubeSpec} says otherwise. */
    public static final Dimension TEAM = new Dimension(Kind.ROLE, "team");

    /** Where the values of a dimension come from. */
    public enum Kind {
        /** The start of the charge period. */
        TIME,
        /** The billing period. */
        PERIOD,
        /** A text column of FOCUS, by its header. */
        COLUMN,
        /** A column that FOCUS does not define. */
        EXTRA,
        /** A tag. */
        TAG,
        /** One of the others, as the {@link CubeSpec} says. */
        ROLE
    }

    public Dimension {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** Returns the dimension of a text column. */
    public static Dimension of(FocusColumn column) {
        if (column.kind() != FocusColumn.Kind.TEXT) {
            throw new IllegalArgumentException(column.header() + " is no text to group by; tags are tag(key)");
        }
        return new Dimension(Kind.COLUMN, column.header());
    }

    /** Returns the dimension of a column that FOCUS does not define, such as {@code x_Project}. */
    public static Dimension extra(String column) {
        return new Dimension(Kind.EXTRA, column);
    }

    /** Returns the dimension of a tag; upper and lower case and spaces count. */
    public static Dimension tag(String key) {
        return new Dimension(Kind.TAG, key);
    }

    @Override
    public String toString() {
        return kind == Kind.TAG ? "tag " + name : name;
    }
}
