package io.shiyun.finops.cube;

import io.shiyun.finops.focus.FocusColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cube keeps of each row, and how much room it may take. Immutable; each method answers a changed copy.
 */
public final class CubeSpec {
    /** How many bytes a cube may hold in memory when nothing else is said: 1 GiB. */
    public static final long MEMORY = 1L << 30;

    private final Set<Dimension> dimensions;
    private final Set<Cost> costs;
    private final Map<Dimension, Dimension> roles;
    private final long memory;
    private final @Nullable Path spill;

    private CubeSpec(
            Set<Dimension> dimensions,
            Set<Cost> costs,
            Map<Dimension, Dimension> roles,
            long memory,
            @Nullable Path spill) {
        this.dimensions = dimensions;
        this.costs = costs;
        this.roles = roles;
        this.memory = memory;
        this.spill = spill;
    }

    /**
     * Keeps these dimensions, and all four costs. Time, billing period and currency are always kept.
     *
     * @param dimensions by which it will be asked; a finer one that none asks for costs room and time
     */
    public static CubeSpec of(Dimension... dimensions) {
        Map<Dimension, Dimension> roles = new LinkedHashMap<>();
        for (Dimension role : List.of(Dimension.PROJECT, Dimension.APP, Dimension.TEAM)) {
            roles.put(role, Dimension.tag(role.name()));
        }
        Set<Dimension> all = new LinkedHashSet<>(List.of(dimensions));
        all.removeIf(one -> one.kind() == Dimension.Kind.TIME || one.kind() == Dimension.Kind.PERIOD);
        return new CubeSpec(
                Collections.unmodifiableSet(all),
                EnumSet.allOf(Cost.class),
                Collections.unmodifiableMap(roles),
                MEMORY,
                null);
    }

    /** Keeps these costs only. */
    public CubeSpec costs(Cost first, Cost... more) {
        return new CubeSpec(dimensions, EnumSet.of(first, more), roles, memory, spill);
    }

    /** Reads a role ({@link Dimension#PROJECT}, {@link Dimension#APP}, {@link Dimension#TEAM}) from another dimension. */
    public CubeSpec role(Dimension role, Dimension source) {
        if (role.kind() != Dimension.Kind.ROLE || !roles.containsKey(role)) {
            throw new IllegalArgumentException(role + " is no role; one of " + roles.keySet());
        }
        if (source.kind() == Dimension.Kind.ROLE || source.kind() == Dimension.Kind.TIME) {
            throw new IllegalArgumentException(
                    "The " + role + " cannot come from " + source + "; name a column or a tag");
        }
        Map<Dimension, Dimension> changed = new LinkedHashMap<>(roles);
        changed.put(role, source);
        return new CubeSpec(dimensions, costs, Collections.unmodifiableMap(changed), memory, spill);
    }

    /** Holds at most this many bytes in memory; a load that needs more is refused, or goes to {@link #spill}. */
    public CubeSpec memory(long bytes) {
        if (bytes < 1 << 16) {
            throw new IllegalArgumentException(bytes + " bytes of memory hold nothing; 65536 is the least");
        }
        return new CubeSpec(dimensions, costs, roles, bytes, spill);
    }

    /** Writes rows beyond the memory to a file in this folder, which goes when the cube is closed. */
    public CubeSpec spill(Path folder) {
        return new CubeSpec(dimensions, costs, roles, memory, Objects.requireNonNull(folder, "folder"));
    }

    /** Returns the dimensions, in their order. */
    public List<Dimension> dimensions() {
        return List.copyOf(dimensions);
    }

    /** Returns the costs. */
    public List<Cost> costs() {
        return List.copyOf(costs);
    }

    long memory() {
        return memory;
    }

    Optional<Path> spill() {
        return Optional.ofNullable(spill);
    }

    /** Returns what a dimension is read from: the tag or column of a role, or itself. */
    public Dimension source(Dimension dimension) {
        return roles.getOrDefault(dimension, dimension);
    }

    /** Returns the columns that a reader must hand over. */
    public Set<FocusColumn> columns() {
        Set<FocusColumn> columns = EnumSet.of(FocusColumn.BILLING_CURRENCY, FocusColumn.PROVIDER_NAME);
        costs.forEach(cost -> columns.add(cost.column()));
        for (Dimension dimension : dimensions) {
            Dimension source = source(dimension);
            if (source.kind() == Dimension.Kind.TAG) {
                columns.add(FocusColumn.TAGS);
            } else if (source.kind() == Dimension.Kind.COLUMN) {
                columns.add(Objects.requireNonNull(FocusColumn.ofHeader(source.name()), source.name()));
            }
        }
        return columns;
    }

    /** Returns the further columns, which FOCUS does not define, that a reader must hand over. */
    public List<String> extras() {
        List<String> extras = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            Dimension source = source(dimension);
            if (source.kind() == Dimension.Kind.EXTRA && !extras.contains(source.name())) {
                extras.add(source.name());
            }
        }
        return extras;
    }
}
