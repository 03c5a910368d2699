package io.shiyun.finops.focus;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The versions of FOCUS, and which columns of Cost and Usage each of them knows. */
public enum FocusVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2"),
    V1_3("1.3"),
    V1_4("1.4");

    private final String number;

    FocusVersion(String number) {
        this.number = number;
    }

    /** Returns the number, such as {@code 1.2}. */
    public String number() {
        return number;
    }

    /** Returns whether and how a column belongs to this version. */
    public Presence presence(FocusColumn column) {
        return ColumnFacts.of(column).presence(this);
    }

    /** Returns the columns that a file of this version must have. */
    public Set<FocusColumn> mandatory() {
        EnumSet<FocusColumn> columns = EnumSet.noneOf(FocusColumn.class);
        for (FocusColumn column : FocusColumn.values()) {
            if (presence(column) == Presence.MANDATORY) {
                columns.add(column);
            }
        }
        return columns;
    }

    /** Returns the oldest version that knows all of some columns, or the newest if none does. */
    public static FocusVersion of(Collection<FocusColumn> columns) {
        for (FocusVersion version : values()) {
            if (columns.stream().noneMatch(column -> version.presence(column) == Presence.ABSENT)
                    && (version != V1_3 || columns.contains(FocusColumn.PROVIDER_NAME))) {
                return version;
            }
        }
        return V1_4;
    }

    /** How a column belongs to a version. */
    public enum Presence {
        /** The version does not know the column. */
        ABSENT,
        /** A file may leave the column out. */
        RECOMMENDED,
        /** A file has the column if its provider has what the column speaks of. */
        CONDITIONAL,
        /** Each file has the column. */
        MANDATORY
    }
}
