package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one write request brought, in columns that are used again for the next: valid only while a {@link WriteSink} takes it. The
 * samples of series {@code i} stand from {@link #begin} to {@link #end} in {@link #times} and {@link #values}, in the order they
 * were sent. All values are finite. Nothing is allocated but by {@link #name}, {@link #labels} and {@link #series(int)}.
 */
public final class WriteBatch {
    static final String NAME = "__name__";

    byte[] bytes = new byte[0];
    long[] times = new long[1024];
    double[] values = new double[1024];
    int samples;
    private long[] keys = {};

    long[] high = new long[256];
    long[] low = new long[256];
    int[] begin = new int[257];
    int[] labelBegin = new int[257];
    int series;

    /** Four numbers a label: where its name and its value begin and end. */
    int[] labelAt = new int[4096];

    int labelCount;

    long stale;
    long notFinite;
    long repeated;
    long disordered;
    long histograms;
    long exemplars;
    long refused;
    String firstRefusal = "";

    WriteBatch() {}

    void clear(byte[] plain) {
        bytes = plain;
        samples = 0;
        series = 0;
        labelCount = 0;
        stale = 0;
        notFinite = 0;
        repeated = 0;
        disordered = 0;
        histograms = 0;
        exemplars = 0;
        refused = 0;
        firstRefusal = "";
    }

    void roomForSample() {
        if (samples == times.length) {
            times = Arrays.copyOf(times, samples * 2);
            values = Arrays.copyOf(values, samples * 2);
        }
    }

    void roomForLabel() {
        if (4 * labelCount == labelAt.length) {
            labelAt = Arrays.copyOf(labelAt, labelAt.length * 2);
        }
    }

    void roomForSeries() {
        if (series == high.length) {
            int room = series * 2;
            high = Arrays.copyOf(high, room);
            low = Arrays.copyOf(low, room);
            begin = Arrays.copyOf(begin, room + 1);
            labelBegin = Arrays.copyOf(labelBegin, room + 1);
        }
    }

    /** Returns the number of series; one may come several times, and one may have no samples. */
    public int size() {
        return series;
    }

    /** Returns the number of samples of all series. */
    public int samples() {
        return samples;
    }

    /**
     * Returns the upper half of the hash that names the series by all its labels: MurmurHash3 x64 128 over each label's name, a
     * byte 0xff, its value, a byte 0xff, in the order of names. It never changes between versions.
     */
    public long keyHigh(int index) {
        return high[checked(index)];
    }

    /** Returns the lower half of the hash. */
    public long keyLow(int index) {
        return low[checked(index)];
    }

    /** Returns where the samples of a series begin. */
    public int begin(int index) {
        return begin[checked(index)];
    }

    /** Returns where the samples of a series end, exclusive. */
    public int end(int index) {
        return begin[checked(index) + 1];
    }

    /** Returns the times of all samples, in milliseconds since the epoch; longer than {@link #samples}, not to be changed. */
    public long[] times() {
        return times;
    }

    /** Returns the values of all samples; longer than {@link #samples}, not to be changed. */
    public double[] values() {
        return values;
    }

    /**
     * Returns the lower half of its series' hash for each sample, beside {@link #times} and {@link #values}: a {@code
     * DetectorBank} takes the three as they are. Longer than {@link #samples}, not to be changed. Of a million series two
     * share a half with a probability of 3 in a hundred million.
     */
    public long[] keys() {
        if (keys.length < samples) {
            keys = new long[times.length];
        }
        for (int i = 0; i < series; i++) {
            Arrays.fill(keys, begin[i], begin[i + 1], low[i]);
        }
        return keys;
    }

    /** Returns the name of the metric of a series. */
    public String name(int index) {
        for (int label = labelBegin[checked(index)]; label < labelBegin[index + 1]; label++) {
            if (isName(label)) {
                return text(labelAt[4 * label + 2], labelAt[4 * label + 3]);
            }
        }
        return "";
    }

    /** Returns the labels of a series without its name, sorted. */
    public Map<String, String> labels(int index) {
        Map<String, String> labels = new TreeMap<>();
        for (int label = labelBegin[checked(index)]; label < labelBegin[index + 1]; label++) {
            if (!isName(label)) {
                labels.put(
                        text(labelAt[4 * label], labelAt[4 * label + 1]),
                        text(labelAt[4 * label + 2], labelAt[4 * label + 3]));
            }
        }
        return labels;
    }

    /** Returns a series with its points in the order of time, without those that do not come after the one before. */
    public Series series(int index) {
        String name = name(index);
        Series.Builder copy = Series.named(name, Units.of(name));
        labels(index).forEach(copy::label);
        long latest = Long.MIN_VALUE;
        for (int i = begin(index); i < end(index); i++) {
            if (times[i] > latest) {
                copy.add(times[i], values[i]);
                latest = times[i];
            }
        }
        return copy.build();
    }

    private boolean isName(int label) {
        int from = labelAt[4 * label];
        return labelAt[4 * label + 1] - from == 8 && text(from, from + 8).equals(NAME);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private int checked(int index) {
        if (index < 0 || index >= series) {
            throw new IndexOutOfBoundsException("series " + index + " of " + series);
        }
        return index;
    }
}
