package io.shiyun.watch.engine;

import io.shiyun.metrics.RollingWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recent points of every series that was seen, at most so many series, the longest silent forgotten. */
final class Samples {
    private static final int POINTS = 4_096;

    private final int most;
    private final Map<String, Map<SeriesKey, Entry>> byMetric = new HashMap<>();
    private int size;
    private long refused;

    /** One series: its points and the source they came from. */
    static final class Entry {
        final RollingWindow window;
        String source;

        Entry(RollingWindow window, String source) {
            this.window = window;
            this.source = source;
        }
    }

    Samples(int most) {
        this.most = most;
    }

    /** Answers whether the point was taken. */
    boolean add(SeriesKey key, String source, long time, double value, long retention, long now) {
        Map<SeriesKey, Entry> series = byMetric.computeIfAbsent(key.metric(), metric -> new LinkedHashMap<>());
        Entry entry = series.get(key);
        if (entry == null) {
            if (size >= most) {
                refused++;
                return false;
            }
            entry = new Entry(new RollingWindow(POINTS, retention, now), source);
            series.put(key, entry);
            size++;
        }
        entry.source = source;
        return entry.window.add(time, value);
    }

    @Nullable Entry get(SeriesKey key) {
        return byMetric.getOrDefault(key.metric(), Map.of()).get(key);
    }

    /** Returns the series of a metric; not to be changed. */
    Map<SeriesKey, Entry> of(String metric) {
        return byMetric.getOrDefault(metric, Map.of());
    }

    /** Forgets the series that were silent since then, and answers which. */
    List<SeriesKey> forget(long silentSince) {
        List<SeriesKey> gone = new ArrayList<>();
        for (Map<SeriesKey, Entry> series : byMetric.values()) {
            series.entrySet().removeIf(each -> {
                boolean old = each.getValue().window.latest() < silentSince;
                if (old) {
                    gone.add(each.getKey());
                }
                return old;
            });
        }
        byMetric.values().removeIf(Map::isEmpty);
        size -= gone.size();
        return gone;
    }

    /** Returns how many points of new series were refused since there were too many series. */
    long refused() {
        return refused;
    }
}
