package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Up to where the points of one series went, and which ones of late were seen: what comes again is known. */
final class SeriesMark {
    /** Points remembered at most; those before them count as late when they come again. */
    static final int MOST = 4_096;

    long latest = Long.MIN_VALUE;
    private long[] times = new long[4];
    private double[] values = new double[4];
    private int size;

    /** What a point is to a series. */
    enum Kind {
        FRESH,
        REPEATED,
        REVISED,
        LATE
    }

    /** Says what a point is, and remembers it unless it is fresh, which {@link #delivered} does. */
    Kind look(long time, double value) {
        if (time > latest) {
            return Kind.FRESH;
        }
        int at = Arrays.binarySearch(times, 0, size, time);
        if (at >= 0) {
            boolean same = Double.doubleToLongBits(values[at]) == Double.doubleToLongBits(value);
            values[at] = value;
            return same ? Kind.REPEATED : Kind.REVISED;
        }
        remember(-at - 1, time, value);
        return Kind.LATE;
    }

    void delivered(Series fresh) {
        int from = Math.max(0, fresh.size() - MOST);
        drop(Math.max(0, size + fresh.size() - from - MOST));
        for (int i = from; i < fresh.size(); i++) {
            remember(size, fresh.time(i), fresh.value(i));
        }
        latest = fresh.time(fresh.size() - 1);
    }

    private void remember(int at, long time, double value) {
        int place = at;
        if (size == MOST) {
            if (place == 0) {
                return;
            }
            drop(1);
            place--;
        } else if (size == times.length) {
            times = Arrays.copyOf(times, Math.min(MOST, size * 2));
            values = Arrays.copyOf(values, times.length);
        }
        System.arraycopy(times, place, times, place + 1, size - place);
        System.arraycopy(values, place, values, place + 1, size - place);
        times[place] = time;
        values[place] = value;
        size++;
    }

    /** Forgets what came before this time: it is not asked for again. */
    void forget(long before) {
        int at = Arrays.binarySearch(times, 0, size, before);
        drop(at >= 0 ? at : -at - 1);
        if (times.length > 16 && size < times.length / 4) {
            times = Arrays.copyOf(times, times.length / 2);
            values = Arrays.copyOf(values, times.length);
        }
    }

    private void drop(int count) {
        System.arraycopy(times, count, times, 0, size - count);
        System.arraycopy(values, count, values, 0, size - count);
        size -= count;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(latest);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(times[i]);
            out.writeDouble(values[i]);
        }
    }

    static SeriesMark read(DataInputStream in) throws IOException {
        SeriesMark mark = new SeriesMark();
        mark.latest = in.readLong();
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("a series with " + size + " remembered points");
        }
        mark.times = new long[Math.max(4, size)];
        mark.values = new double[mark.times.length];
        for (int i = 0; i < size; i++) {
            mark.times[i] = in.readLong();
            mark.values[i] = in.readDouble();
            if (i > 0 && mark.times[i] <= mark.times[i - 1]) {
                throw new IOException("remembered points out of order");
            }
        }
        mark.size = size;
        return mark;
    }
}
