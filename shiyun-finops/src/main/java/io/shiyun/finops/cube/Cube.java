package io.shiyun.finops.cube;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusSink;
import io.shiyun.finops.focus.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of bills, held so that any grouping of them is added up quickly and exactly.
 *
 * <p>Files are loaded one at a time; a load counts as a whole when it is committed, and takes the place of what the same
 * file, provider and billing period brought before. Queries may come from several threads, also beside a load; each sees
 * the commits that were made when it began. Close the cube to free its file, if it has one.
 */
public final class Cube implements FocusSink, AutoCloseable {
    private static final int MOST_PROJECTIONS = 64;
    private static final int MOST_ROLLUPS = 256;

    private final CubeSpec spec;
    private final Combos combos;
    private final List<Labels> labels = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Map.Entry<List<Dimension>, Map<Dimension, Set<String>>>, Projection> projections =
            new LinkedHashMap<>(16, 0.75f, true);
    private final List<Rollup> rollups = new ArrayList<>();
    private volatile State state;
    private volatile @Nullable SpillFile spill;
    /** The load that is open: one at a time. */
    private @Nullable Object open;

    /** Makes an empty cube. */
    public Cube(CubeSpec spec) {
        this.spec = spec;
        this.combos = new Combos(spec.dimensions().size() + 1);
        for (int i = 0; i <= spec.dimensions().size(); i++) {
            labels.add(new Labels());
        }
        this.state = State.of(Map.of(), combos, labels);
    }

    /** Returns what it keeps. */
    public CubeSpec spec() {
        return spec;
    }

    /** Returns how many rows are in it. */
    public long rows() {
        return state.rows();
    }

    /** Returns how many bytes of memory its rows and sums take. */
    public long bytes() {
        return state.bytes();
    }

    /** Returns which parts are in it. */
    public Set<Part> parts() {
        return Set.copyOf(state.parts().keySet());
    }

    /** Returns codes for a reader that feeds this cube. */
    public FocusCodes codes() {
        return new FocusCodes(spec.columns(), spec.extras(), List.of());
    }

    /**
     * Opens a load.
     *
     * @throws IllegalStateException when another one is open
     */
    @Override
    public Load begin(String file, FocusCodes codes) {
        lock.lock();
        try {
            checkFree(file);
            CubeLoad load = new CubeLoad(this, file, codes);
            open = load;
            return load;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a load of rows that come from no file.
     *
     * @param part what they are: rows fed as the same part later take their place
     * @throws IllegalStateException when another load is open
     */
    public CubeFeed feed(Part part) {
        CubeFeed feed = feed(part.file(), part::equals);
        feed.only(part);
        return feed;
    }

    /**
     * Opens a load of rows of several parts, which name theirs by {@link CubeFeed#add(Part, long, String, List, List)}.
     *
     * @param name for messages
     * @param replaced which parts of the cube go when it is committed, whether it brings rows of them again or not; parts
     *     that it brings rows of go at any rate
     * @throws IllegalStateException when another load is open
     */
    public CubeFeed feed(String name, Predicate<Part> replaced) {
        lock.lock();
        try {
            checkFree(name);
            CubeFeed feed = new CubeFeed(this, name, replaced);
            open = feed;
            return feed;
        } finally {
            lock.unlock();
        }
    }

    private void checkFree(String file) {
        if (open != null) {
            throw new IllegalStateException("Another file is being loaded; load '" + file + "' when it is done");
        }
    }

    Labels labels(int dimension) {
        return labels.get(dimension);
    }

    Combos combos() {
        return combos;
    }

    long bytesWith(long more) {
        return state.bytes() + more;
    }

    boolean tooLarge(long more) {
        return bytesWith(more) > spec.memory();
    }

    /** Returns the file to write to when memory has no room for so many more bytes and there may be one. */
    @Nullable SpillFile spillIfOver(long more) {
        if (!tooLarge(more) || spec.spill().isEmpty()) {
            return null;
        }
        SpillFile file = spill;
        if (file == null) {
            file = new SpillFile(spec.spill().get());
            spill = file;
        }
        return file;
    }

    void commit(List<PartRows> brought, Object load, Predicate<Part> replaced) {
        lock.lock();
        try {
            if (!load.equals(open)) {
                throw new IllegalStateException("The load is not open");
            }
            Map<Part, PartRows> parts = new LinkedHashMap<>(state.parts());
            List<PartRows> gone = new ArrayList<>();
            parts.values().removeIf(part -> replaced.test(part.part()) && gone.add(part));
            for (PartRows part : brought) {
                PartRows former = parts.put(part.part(), part);
                if (former != null) {
                    gone.add(former);
                }
            }
            State next = State.of(parts, combos, labels);
            rollups.forEach(rollup -> rollup.change(next, gone, brought));
            state = next;
            open = null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a part out, as if its file had never been loaded; returns whether it was there. */
    public boolean retract(Part part) {
        lock.lock();
        try {
            Map<Part, PartRows> parts = new LinkedHashMap<>(state.parts());
            PartRows former = parts.remove(part);
            if (former == null) {
                return false;
            }
            State next = State.of(parts, combos, labels);
            rollups.forEach(rollup -> rollup.change(next, List.of(former), List.of()));
            state = next;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void ended(Object load) {
        lock.lock();
        try {
            if (load.equals(open)) {
                open = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers a query from the sums by day; one by the hour from the rows.
     *
     * @throws IllegalArgumentException when it speaks of a dimension or a cost that the cube does not keep
     */
    public CubeResult query(CubeQuery query) {
        Plan plan = plan(query, state);
        return new CubeResult(plan, plan.unit() == TimeUnits.HOUR ? RowScan.of(plan, spill) : Folding.cells(plan));
    }

    /** Answers a query from the rows themselves. The answer is that of {@link #query}. */
    public CubeResult scan(CubeQuery query) {
        Plan plan = plan(query, state);
        return new CubeResult(plan, RowScan.of(plan, spill));
    }

    /**
     * Begins to keep the answer to a query: each commit brings it up to date with what it added and took away, and asking
     * for it touches nothing else.
     *
     * @throws IllegalArgumentException when it is by the hour, or would have more than 16 million sums
     */
    public Rollup rollup(CubeQuery query) {
        lock.lock();
        try {
            if (rollups.size() == MOST_ROLLUPS) {
                throw new IllegalStateException(MOST_ROLLUPS + " rollups are kept; close one first");
            }
            Rollup rollup = new Rollup(this, plan(query, state));
            rollups.add(rollup);
            return rollup;
        } finally {
            lock.unlock();
        }
    }

    void forget(Rollup rollup) {
        lock.lock();
        try {
            rollups.remove(rollup);
        } finally {
            lock.unlock();
        }
    }

    private Plan plan(CubeQuery query, State now) {
        int[] costs = query.costs().stream().mapToInt(this::place).toArray();
        return new Plan(
                query,
                now,
                projection(query),
                costs,
                TimeUnits.of(query.by()),
                Plan.hour(query.from()),
                Plan.hour(query.to()));
    }

    private int place(Cost cost) {
        int place = spec.costs().indexOf(cost);
        if (place < 0) {
            throw new IllegalArgumentException("The cube keeps " + spec.costs() + ", not " + cost);
        }
        return place;
    }

    private Projection projection(CubeQuery query) {
        List<Dimension> by = query.by().stream()
                .filter(one -> one.kind() != Dimension.Kind.TIME)
                .toList();
        lock.lock();
        try {
            Map.Entry<List<Dimension>, Map<Dimension, Set<String>>> key = Map.entry(by, query.where());
            Projection known = projections.get(key);
            if (known == null) {
                Map<Integer, Set<String>> filters = new LinkedHashMap<>();
                query.where().forEach((dimension, values) -> filters.put(position(dimension), values));
                known = new Projection(by.stream().mapToInt(this::position).toArray(), filters);
                projections.put(key, known);
                if (projections.size() > MOST_PROJECTIONS) {
                    projections.remove(projections.keySet().iterator().next());
                }
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private int position(Dimension dimension) {
        if (dimension.kind() == Dimension.Kind.PERIOD) {
            return Projection.PERIOD;
        }
        int position = spec.dimensions().indexOf(dimension);
        if (position < 0) {
            throw new IllegalArgumentException("The cube keeps " + spec.dimensions() + ", not " + dimension
                    + "; name it in CubeSpec.of and load the bills again");
        }
        return position + 1;
    }

    @Override
    public void close() {
        SpillFile file = spill;
        if (file != null) {
            file.close();
        }
    }
}
