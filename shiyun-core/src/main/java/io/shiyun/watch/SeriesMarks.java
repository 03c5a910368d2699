package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each point of each series through once. Not thread-safe. */
final class SeriesMarks {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesMarks.class);

    private final int most;
    private final SeriesSink sink;
    private final Map<Key, SeriesMark> marks = new HashMap<>();
    private final Map<Key, String> units = new HashMap<>();
    private final long[] counts = new long[7];

    /** A series, or with an empty unit what it is whatever its unit. */
    private record Key(String name, String unit, Map<String, String> labels) {}

    private enum Count {
        DELIVERED,
        REPEATED,
        REVISED,
        LATE,
        AHEAD,
        UNIT_CHANGES,
        REFUSED
    }

    SeriesMarks(int most, SeriesSink sink) {
        this.most = most;
        this.sink = sink;
    }

    /** Hands over what is new of these points up to {@code now}. */
    void pass(Series series, long now) {
        Series due = series.between(Long.MIN_VALUE, now == Long.MAX_VALUE ? now : now + 1);
        count(Count.AHEAD, series.size() - due.size());
        if (due.size() == 0) {
            return;
        }
        Key key = new Key(series.name(), series.unit(), series.labels());
        SeriesMark mark = marks.get(key);
        if (mark == null) {
            if (marks.size() >= most) {
                count(Count.REFUSED, due.size());
                return;
            }
            mark = new SeriesMark();
            marks.put(key, mark);
            noteUnit(series);
        }
        Series.Builder fresh = Series.named(series.name(), series.unit());
        series.labels().forEach(fresh::label);
        int found = 0;
        for (int i = 0; i < due.size(); i++) {
            switch (mark.look(due.time(i), due.value(i))) {
                case FRESH -> {
                    fresh.add(due.time(i), due.value(i));
                    found++;
                }
                case REPEATED -> count(Count.REPEATED, 1);
                case REVISED -> {
                    count(Count.REPEATED, 1);
                    count(Count.REVISED, 1);
                }
                case LATE -> count(Count.LATE, 1);
            }
        }
        if (found > 0) {
            Series points = fresh.build();
            sink.take(points);
            mark.delivered(points);
            count(Count.DELIVERED, found);
        }
    }

    private void noteUnit(Series series) {
        String before = units.put(new Key(series.name(), "", series.labels()), series.unit());
        if (before != null && !before.equals(series.unit())) {
            count(Count.UNIT_CHANGES, 1);
            LOG.warn(
                    "{}{} comes in '{}' and came in '{}': it is another series from now on",
                    series.name(),
                    series.labels(),
                    series.unit(),
                    before);
        }
    }

    void forget(long before) {
        marks.values().forEach(mark -> mark.forget(before));
    }

    private void count(Count which, long by) {
        counts[which.ordinal()] += by;
    }

    BackfillCounts counts() {
        return new BackfillCounts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
    }

    void write(DataOutputStream out) throws IOException {
        for (long count : counts) {
            out.writeLong(count);
        }
        out.writeInt(marks.size());
        for (Map.Entry<Key, SeriesMark> each : marks.entrySet()) {
            Key key = each.getKey();
            out.writeUTF(key.name());
            out.writeUTF(key.unit());
            out.writeInt(key.labels().size());
            for (Map.Entry<String, String> label : key.labels().entrySet()) {
                out.writeUTF(label.getKey());
                out.writeUTF(label.getValue());
            }
            each.getValue().write(out);
        }
    }

    void read(DataInputStream in) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
        }
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String name = in.readUTF();
            String unit = in.readUTF();
            Map<String, String> labels = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                labels.put(in.readUTF(), in.readUTF());
            }
            marks.put(new Key(name, unit, Map.copyOf(labels)), SeriesMark.read(in));
            units.put(new Key(name, "", Map.copyOf(labels)), unit);
        }
    }
}
