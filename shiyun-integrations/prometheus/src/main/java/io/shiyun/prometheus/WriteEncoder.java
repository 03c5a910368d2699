package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes a {@code prometheus.WriteRequest} (remote write 1.0). Not thread-safe. */
final class WriteEncoder {
    private static final int BYTES = 2;

    private final Bytes request = new Bytes();
    private final Bytes one = new Bytes();
    private final Bytes sample = new Bytes();

    /** Returns the labels of a series as its messages: they are the same in each request. */
    static byte[] labels(Series series) {
        Map<String, String> labels = new TreeMap<>();
        series.labels().forEach((name, value) -> {
            if (!value.isEmpty() && labels.put(Names.label(name), value) != null) {
                throw new IllegalArgumentException("two labels of " + series.name()
                        + " have the same name for Prometheus: " + Names.label(name) + "; rename one");
            }
        });
        labels.put(WriteBatch.NAME, Names.metric(series.name()));
        Bytes all = new Bytes();
        Bytes label = new Bytes();
        labels.forEach((name, value) -> {
            label.clear();
            label.tag(1, BYTES);
            label.block(name.getBytes(StandardCharsets.UTF_8));
            label.tag(2, BYTES);
            label.block(value.getBytes(StandardCharsets.UTF_8));
            all.tag(1, BYTES);
            all.block(label.array, label.length);
        });
        return Arrays.copyOf(all.array, all.length);
    }

    void clear() {
        request.clear();
    }

    /** Adds points {@code from} to {@code to}, exclusive, of a series. */
    void add(byte[] labels, Series series, int from, int to) {
        one.clear();
        one.raw(labels, labels.length);
        for (int i = from; i < to; i++) {
            sample.clear();
            sample.tag(1, 1);
            sample.fixed64(Double.doubleToRawLongBits(series.value(i)));
            sample.tag(2, 0);
            sample.varint(series.time(i));
            one.tag(2, BYTES);
            one.block(sample.array, sample.length);
        }
        request.tag(1, BYTES);
        request.block(one.array, one.length);
    }

    /** Returns the request, packed. */
    byte[] packed() {
        return Snappy.pack(request.array, request.length);
    }
}
