package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * Replays the history of a source at full speed, then goes on live, without a gap or a repeat.
 *
 * <p>{@link #step()} reads the next piece, all series side by side, and hands what is new of it to the sink; when it has reached now,
 * each further step reads what came since. Reads overlap, and each series has a mark of what it delivered: a point that comes again is
 * known, one that comes late is counted and left out. What a source has of a time only after {@code overlap} is not seen.
 *
 * <p>Points that also arrive by themselves, as by remote write, are given to {@link #offer}: until the history has caught up they are
 * kept aside, then they follow it through the same marks. When more wait than fit they are dropped, and the history reads on
 * until it has them.
 *
 * <p>{@link #save()} between two steps, with the state of the sink, and {@link Builder#resume} later: the sink gets each point once. Thread-safe;
 * the sink is called by one thread at a time.
 */
public final class Backfill {
    private static final int KIND = 0x53424631;
    /** Far beyond any history, and short enough that times may be added up. */
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE / 4);

    private final MetricSource source;
    private final Set<String> metrics;
    private final SeriesMarks marks;
    private final InstantSource clock;
    private final long chunk;
    private final long overlap;
    private final long first;
    private final int mostWaiting;
    private final ReentrantLock stepping = new ReentrantLock();
    private final ReentrantLock passing = new ReentrantLock();
    private final List<Series> waiting = new ArrayList<>();
    private int waitingPoints;
    private boolean dropped;
    private boolean live;
    /** Up to where the source was read, inclusive. */
    private long position;

    private Backfill(Builder builder) {
        source = builder.source;
        metrics = builder.metrics;
        marks = new SeriesMarks(builder.most, builder.sink);
        clock = builder.clock;
        chunk = builder.chunk.toMillis();
        overlap = builder.overlap.toMillis();
        mostWaiting = builder.mostWaiting;
        first = builder.from.toEpochMilli();
        position = first - 1;
        if (builder.saved.length > 0) {
            restore(builder.saved);
        }
    }

    /**
     * Begins a backfill.
     *
     * @param source of the history, and of what comes after it
     * @param metrics what to ask it for
     * @param from the first moment of interest
     * @param sink where the points go
     */
    public static Builder of(MetricSource source, Set<String> metrics, Instant from, SeriesSink sink) {
        return new Builder(source, metrics, from, sink);
    }

    /**
     * Reads the next piece and hands on what is new of it. What the source or the sink throws comes through: nothing is skipped, and the
     * next step tries the same again.
     *
     * @return whether now was reached
     */
    public boolean step() {
        stepping.lock();
        try {
            long now = clock.millis();
            if (now <= position) {
                return nothingMore();
            }
            begin();
            long to = now - position <= chunk ? now : position + chunk;
            read(Instant.ofEpochMilli(Math.max(first, position + 1 - overlap)), to, to == now);
            return live();
        } finally {
            stepping.unlock();
        }
    }

    /** Steps until now is reached. */
    public void catchUp() {
        while (!step()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the thread was interrupted; step on later");
            }
        }
    }

    /** All up to now was read before: a clock that is behind the first moment of interest, or was set back. */
    private boolean nothingMore() {
        passing.lock();
        try {
            if (!dropped) {
                follow();
            }
            return live;
        } finally {
            passing.unlock();
        }
    }

    private void begin() {
        passing.lock();
        try {
            dropped = false;
        } finally {
            passing.unlock();
        }
    }

    private void read(Instant from, long to, boolean reachesNow) {
        List<Series> found = source.read(metrics, from, Instant.ofEpochMilli(to));
        passing.lock();
        try {
            found.forEach(series -> marks.pass(series.between(Long.MIN_VALUE, to + 1), to));
            position = to;
            marks.forget(to + 1 - overlap);
            live = false;
            if (reachesNow) {
                follow();
            }
        } finally {
            passing.unlock();
        }
    }

    /** Lets what arrived by itself follow the history, and goes live unless some of it was dropped since the read began. */
    private void follow() {
        // Kept until the sink has taken them: what throws is tried again, and what it took before is not passed twice.
        List<Series> kept = List.copyOf(waiting);
        kept.forEach(series -> marks.pass(series, clock.millis() + overlap));
        waiting.clear();
        waitingPoints = 0;
        live = !dropped;
    }

    /** Takes points that arrived by themselves, with the names and labels that the source gives them. */
    public void offer(Series series) {
        passing.lock();
        try {
            if (live) {
                marks.pass(series, clock.millis() + overlap);
            } else if (series.size() == 0) {
                return;
            } else if (series.size() > mostWaiting - waitingPoints) {
                dropped = true;
                waiting.clear();
                waitingPoints = 0;
            } else {
                waiting.add(series);
                waitingPoints += series.size();
            }
        } finally {
            passing.unlock();
        }
    }

    /** Returns whether the latest step reached now. */
    public boolean live() {
        passing.lock();
        try {
            return live;
        } finally {
            passing.unlock();
        }
    }

    /** Returns up to where the source was read. */
    public Instant position() {
        passing.lock();
        try {
            return Instant.ofEpochMilli(position);
        } finally {
            passing.unlock();
        }
    }

    /** Returns what became of the points. */
    public BackfillCounts counts() {
        passing.lock();
        try {
            return marks.counts();
        } finally {
            passing.unlock();
        }
    }

    /** Returns where it stands, checksummed; save the sink's state at the same moment, between two steps. */
    public byte[] save() {
        stepping.lock();
        passing.lock();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(KIND);
            out.writeLong(position);
            marks.write(out);
            CRC32C checksum = new CRC32C();
            checksum.update(bytes.toByteArray());
            out.writeInt((int) checksum.getValue());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a name or label is longer than 65,535 bytes", e);
        } finally {
            passing.unlock();
            stepping.unlock();
        }
    }

    private void restore(byte[] saved) {
        CRC32C checksum = new CRC32C();
        checksum.update(saved, 0, Math.max(0, saved.length - 4));
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
            DataInputStream end =
                    new DataInputStream(new ByteArrayInputStream(saved, Math.max(0, saved.length - 4), 4));
            if (in.readInt() != KIND || end.readInt() != (int) checksum.getValue()) {
                throw new IOException("these bytes are no saved backfill, or damaged");
            }
            position = in.readLong();
            marks.read(in);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "saved: cannot be resumed; begin anew, with a new sink: " + e.getMessage(), e);
        }
    }

    /** Collects the parts of a backfill. Not thread-safe. */
    public static final class Builder {
        private final MetricSource source;
        private final Set<String> metrics;
        private final SeriesSink sink;
        private final Instant from;
        private InstantSource clock = InstantSource.system();
        private Duration chunk = Duration.ofDays(1);
        private Duration overlap = Duration.ofMinutes(5);
        private int most = 100_000;
        private int mostWaiting = 1_000_000;
        private byte[] saved = {};

        private Builder(MetricSource source, Set<String> metrics, Instant from, SeriesSink sink) {
            this.source = Objects.requireNonNull(source, "source");
            this.metrics = Set.copyOf(metrics);
            this.from = Objects.requireNonNull(from, "from");
            this.sink = Objects.requireNonNull(sink, "sink");
        }

        /** Sets how much one read asks for, and how far it reaches back into the one before; a day and 5 minutes when not set. */
        public Builder pieces(Duration chunk, Duration overlap) {
            this.chunk = chunk;
            this.overlap = overlap;
            return this;
        }

        /** Sets the most series, 100,000 when not set, and the most points that wait while the history is read, a million. */
        public Builder most(int series, int waitingPoints) {
            most = series;
            mostWaiting = waitingPoints;
            return this;
        }

        /** Sets the clock; the system's when not set. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Goes on from what {@link Backfill#save()} returned, with a sink in the state of that moment. */
        public Builder resume(byte[] state) {
            saved = state.clone();
            return this;
        }

        /**
         * Returns the backfill; nothing is read before its first step.
         *
         * @throws IllegalArgumentException when a piece has no length, a length or the first moment is beyond all
         *     history, or the saved state is damaged
         */
        public Backfill build() {
            if (chunk.compareTo(Duration.ofMillis(1)) < 0
                    || overlap.isNegative()
                    || chunk.compareTo(LONGEST) > 0
                    || overlap.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "pieces: a chunk needs a length, an overlap must not be negative, and "
                                + "neither may be longer than any history");
            }
            if (Duration.between(Instant.EPOCH, from).abs().compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "from: at " + from + " nothing was measured; name the first moment of interest");
            }
            if (most < 1 || mostWaiting < 1) {
                throw new IllegalArgumentException("most: must be positive");
            }
            return new Backfill(this);
        }
    }
}
