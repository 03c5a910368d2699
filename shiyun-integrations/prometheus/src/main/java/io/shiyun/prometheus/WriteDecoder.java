package io.shiyun.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a {@code prometheus.WriteRequest} (remote write 1.0) into a {@link WriteBatch}, allocating nothing once its arrays have
 * grown. Reading trusts nothing: lengths stay within what they are part of, there is no recursion, and each list is bounded. Not
 * thread-safe.
 */
final class WriteDecoder {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The NaN that says that a series has ended. */
    static final long STALE = 0x7ff0000000000002L;

    private static final long NAME = 0x5f5f656d616e5f5fL; // __name__
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final int WORD = 8;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int TIMESERIES_TAG = 1 << 3 | BYTES;
    private static final int LABEL_TAG = 1 << 3 | BYTES;
    private static final int SAMPLE_TAG = 2 << 3 | BYTES;
    private static final int EXEMPLAR_TAG = 3 << 3 | BYTES;
    private static final int HISTOGRAM_TAG = 4 << 3 | BYTES;
    private static final int LABEL_NAME_TAG = 1 << 3 | BYTES;
    private static final int LABEL_VALUE_TAG = 2 << 3 | BYTES;
    private static final int VALUE_TAG = 1 << 3 | FIXED64;
    private static final int TIME_TAG = 2 << 3 | VARINT;

    private final WriteLimits limits;
    private final SeriesHash hash = new SeriesHash();
    private final byte[] canonical;
    final WriteBatch batch = new WriteBatch();
    private byte[] bytes = {};
    private int at;

    WriteDecoder(WriteLimits limits) {
        this.limits = limits;
        this.canonical = new byte[limits.labelBytes() + 2 * limits.labels() + WORD];
    }

    /**
     * Reads the first {@code length} bytes.
     *
     * @throws Malformed when they are no write request, or more than the limits allow; the batch is of no use then
     */
    WriteBatch read(byte[] plain, int length) throws Malformed {
        bytes = plain;
        at = 0;
        batch.clear(plain);
        while (at < length) {
            int tag = tag(length);
            if (tag == TIMESERIES_TAG) {
                int end = bytesEnd(length);
                if (batch.series + batch.refused >= limits.series()) {
                    throw new Malformed(
                            413, "more than " + limits.series() + " series in a request; send less at once");
                }
                series(end);
            } else {
                skip(tag, length);
            }
        }
        batch.begin[batch.series] = batch.samples;
        batch.labelBegin[batch.series] = batch.labelCount;
        return batch;
    }

    private void series(int end) throws Malformed {
        WriteBatch to = batch;
        to.roomForSeries();
        int firstSample = to.samples;
        int firstLabel = to.labelCount;
        to.begin[to.series] = firstSample;
        to.labelBegin[to.series] = firstLabel;
        long latest = Long.MIN_VALUE;
        while (at < end) {
            int tag = tag(end);
            switch (tag) {
                case LABEL_TAG -> label(bytesEnd(end), firstLabel);
                case SAMPLE_TAG -> latest = sample(bytesEnd(end), latest);
                case EXEMPLAR_TAG -> {
                    to.exemplars++;
                    at = bytesEnd(end);
                }
                case HISTOGRAM_TAG -> {
                    to.histograms++;
                    at = bytesEnd(end);
                }
                default -> skip(tag, end);
            }
        }
        String fault = named(firstLabel);
        if (fault.isEmpty()) {
            to.series++;
        } else {
            to.refused++;
            to.firstRefusal = to.firstRefusal.isEmpty() ? fault : to.firstRefusal;
            to.samples = firstSample;
            to.labelCount = firstLabel;
        }
    }

    private void label(int end, int firstLabel) throws Malformed {
        int nameFrom = at;
        int nameTo = at;
        int valueFrom = at;
        int valueTo = at;
        while (at < end) {
            int tag = tag(end);
            if (tag == LABEL_NAME_TAG) {
                nameTo = bytesEnd(end);
                nameFrom = at;
                at = nameTo;
            } else if (tag == LABEL_VALUE_TAG) {
                valueTo = bytesEnd(end);
                valueFrom = at;
                at = valueTo;
            } else {
                skip(tag, end);
            }
        }
        // One more than allowed is kept, so that it is seen that there are too many.
        if (batch.labelCount - firstLabel <= limits.labels()) {
            batch.roomForLabel();
            int cell = 4 * batch.labelCount++;
            batch.labelAt[cell] = nameFrom;
            batch.labelAt[cell + 1] = nameTo;
            batch.labelAt[cell + 2] = valueFrom;
            batch.labelAt[cell + 3] = valueTo;
        }
    }

    private long sample(int end, long latest) throws Malformed {
        long bits = 0;
        long time = 0;
        while (at < end) {
            int tag = tag(end);
            if (tag == VALUE_TAG) {
                if (end - at < 8) {
                    throw cut();
                }
                bits = (long) LONG.get(bytes, at);
                at += 8;
            } else if (tag == TIME_TAG) {
                time = varint(end);
            } else {
                skip(tag, end);
            }
        }
        if (bits == STALE) {
            batch.stale++;
            return latest;
        }
        double value = Double.longBitsToDouble(bits);
        if (!Double.isFinite(value)) {
            batch.notFinite++;
            return latest;
        }
        if (batch.samples >= limits.samples()) {
            throw new Malformed(413, "more than " + limits.samples() + " samples in a request; send less at once");
        }
        batch.repeated += time == latest ? 1 : 0;
        batch.disordered += time < latest ? 1 : 0;
        batch.roomForSample();
        batch.times[batch.samples] = time;
        batch.values[batch.samples++] = value;
        return Math.max(latest, time);
    }

    /** Names the series by its labels; answers what is wrong with them, or nothing. */
    private String named(int firstLabel) {
        WriteBatch to = batch;
        int count = to.labelCount - firstLabel;
        if (count > limits.labels()) {
            return "a series has more than " + limits.labels() + " labels";
        }
        int length = 0;
        boolean named = false;
        for (int label = firstLabel; label < to.labelCount; label++) {
            int nameFrom = to.labelAt[4 * label];
            int nameTo = to.labelAt[4 * label + 1];
            int valueFrom = to.labelAt[4 * label + 2];
            int valueTo = to.labelAt[4 * label + 3];
            int name = nameTo - nameFrom;
            int value = valueTo - valueFrom;
            if (name == 0 || value == 0) {
                return "a series has a label without a name or without a value";
            }
            if (length + name + value + 2 > canonical.length - WORD || name + value > limits.labelBytes()) {
                return "the labels of a series take more than " + limits.labelBytes() + " bytes";
            }
            if (label > firstLabel && (bytes[nameFrom] & 0xff) <= (bytes[to.labelAt[4 * label - 4]] & 0xff)) {
                int before = 4 * (label - 1);
                int order = Arrays.compareUnsigned(
                        bytes, to.labelAt[before], to.labelAt[before + 1], bytes, nameFrom, nameTo);
                if (order >= 0) {
                    return order == 0
                            ? "a series has two labels of one name"
                            : "the labels of a series are not in the order of their names";
                }
            }
            if (name == 8 && (long) LONG.get(bytes, nameFrom) == NAME) {
                named = !blank(valueFrom, valueTo);
            }
            copy(nameFrom, name, length);
            length += name;
            canonical[length++] = (byte) 0xff;
            copy(valueFrom, value, length);
            length += value;
            canonical[length++] = (byte) 0xff;
        }
        if (!named) {
            return "a series has no name: the label __name__";
        }
        if (!ascii(firstLabel) && !readable(firstLabel)) {
            return "a label of a series is no UTF-8";
        }
        hash.of(canonical, length);
        to.high[to.series] = hash.high;
        to.low[to.series] = hash.low;
        return "";
    }

    private boolean blank(int from, int to) {
        return bytes[from] <= ' ' && new String(bytes, from, to - from, StandardCharsets.UTF_8).isBlank();
    }

    /** Copies to the canonical form, by words where there is room to read more than is meant. */
    private void copy(int from, int length, int to) {
        if (from + length + WORD > bytes.length) {
            System.arraycopy(bytes, from, canonical, to, length);
            return;
        }
        for (int i = 0; i < length; i += WORD) {
            LONG.set(canonical, to + i, (long) LONG.get(bytes, from + i));
        }
    }

    /** Whether all between the first name and the last value, lengths included, is ASCII. */
    private boolean ascii(int firstLabel) {
        int[] places = batch.labelAt;
        int last = 4 * batch.labelCount - 4;
        int i = Math.min(places[4 * firstLabel], places[4 * firstLabel + 2]);
        int end = Math.max(places[last + 1], places[last + 3]);
        long seen = 0;
        for (; i + WORD <= end; i += WORD) {
            seen |= (long) LONG.get(bytes, i);
        }
        for (; i < end; i++) {
            seen |= bytes[i];
        }
        return (seen & HIGH_BITS) == 0;
    }

    private boolean readable(int firstLabel) {
        try {
            for (int i = 4 * firstLabel; i < 4 * batch.labelCount; i += 2) {
                int from = batch.labelAt[i];
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, batch.labelAt[i + 1] - from));
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private int tag(int end) throws Malformed {
        int first = bytes[at];
        if (first >= 8) {
            at++;
            return first;
        }
        long tag = varint(end);
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new Malformed("the body is no write request: a field without a number");
        }
        return (int) tag;
    }

    private long varint(int end) throws Malformed {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw cut();
            }
            int next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed("the body is no write request: a number longer than 64 bits");
    }

    /** Returns where a field of some length ends; reading goes on at its beginning. */
    private int bytesEnd(int end) throws Malformed {
        long length = at < end && bytes[at] >= 0 ? bytes[at++] : varint(end);
        if (length < 0 || length > end - at) {
            throw cut();
        }
        return at + (int) length;
    }

    private void skip(int tag, int end) throws Malformed {
        switch (tag & 7) {
            case VARINT -> varint(end);
            case FIXED64 -> advance(8, end);
            case BYTES -> at = bytesEnd(end);
            case FIXED32 -> advance(4, end);
            default -> throw new Malformed("the body is no write request: a field of an unknown kind");
        }
    }

    private void advance(int count, int end) throws Malformed {
        if (end - at < count) {
            throw cut();
        }
        at += count;
    }

    private static Malformed cut() {
        return new Malformed("the body is no whole write request: a part is longer than what holds it");
    }
}
