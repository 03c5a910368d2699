package io.shiyun.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Snappy's block format, as remote write uses it: the length of the plain bytes, then literals and copies of what came before
 * (google/snappy, format_description.txt). Reading trusts nothing: no length or offset leads outside the arrays.
 */
final class Snappy {
    /** Room behind the plain bytes that unpacking may scribble on. */
    static final int SLACK = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 1 << 16;
    private static final int HASH_BITS = 14;
    private static final int LEAST_COPY = 4;

    private Snappy() {}

    /**
     * Returns how long the plain bytes will be.
     *
     * @throws Malformed when it does not say, or says more than {@code most}
     */
    static int plainLength(byte[] packed, int length, int most) throws Malformed {
        long found = preamble(packed, length);
        long plain = found >>> 8;
        if (plain > most) {
            throw new Malformed(
                    413, "the body unpacks to " + plain + " bytes, more than " + most + "; send less at once");
        }
        return (int) plain;
    }

    /** Returns the length of the plain bytes, and in the lowest byte where the elements begin. */
    private static long preamble(byte[] packed, int length) throws Malformed {
        long plain = 0;
        for (int at = 0; at < 5 && at < length; at++) {
            plain |= (packed[at] & 0x7fL) << (7 * at);
            if (packed[at] >= 0) {
                return plain << 8 | (at + 1);
            }
        }
        throw new Malformed("the body is no snappy block: it does not say how long it is");
    }

    /**
     * Unpacks.
     *
     * @param plain at least {@link #SLACK} longer than {@link #plainLength} said
     * @return the length of the plain bytes
     */
    static int unpack(byte[] packed, int length, byte[] plain) throws Malformed {
        long found = preamble(packed, length);
        int end = (int) (found >>> 8);
        int in = (int) (found & 0xff);
        int out = 0;
        while (in < length) {
            int tag = packed[in++];
            int kind = tag & 3;
            int upper = (tag & 0xff) >>> 2;
            if (kind == 0) {
                int count = upper + 1;
                if (upper >= 60) {
                    int bytes = upper - 59;
                    if (in + bytes > length) {
                        throw cut();
                    }
                    long stated = 0;
                    for (int i = 0; i < bytes; i++) {
                        stated |= (packed[in + i] & 0xffL) << (8 * i);
                    }
                    in += bytes;
                    if (stated >= end) {
                        throw tooLong();
                    }
                    count = (int) stated + 1;
                }
                if (count > length - in) {
                    throw cut();
                }
                if (count > end - out) {
                    throw tooLong();
                }
                if (count <= 16 && in + 16 <= length) {
                    LONG.set(plain, out, (long) LONG.get(packed, in));
                    LONG.set(plain, out + 8, (long) LONG.get(packed, in + 8));
                } else {
                    System.arraycopy(packed, in, plain, out, count);
                }
                in += count;
                out += count;
            } else {
                int bytes = kind == 3 ? 4 : kind;
                if (in + bytes > length) {
                    throw cut();
                }
                int count;
                int offset;
                if (kind == 1) {
                    count = 4 + (upper & 7);
                    offset = (upper >>> 3) << 8 | (packed[in] & 0xff);
                } else {
                    count = upper + 1;
                    offset = (packed[in] & 0xff) | (packed[in + 1] & 0xff) << 8;
                    if (kind == 3) {
                        offset |= (packed[in + 2] & 0xff) << 16 | packed[in + 3] << 24;
                    }
                }
                in += bytes;
                if (offset <= 0 || offset > out) {
                    throw new Malformed("the body is no snappy block: a copy begins before its first byte");
                }
                if (count > end - out) {
                    throw tooLong();
                }
                copy(plain, out, offset, count);
                out += count;
            }
        }
        if (out != end) {
            throw cut();
        }
        return end;
    }

    private static void copy(byte[] plain, int out, int offset, int count) {
        int from = out - offset;
        if (offset >= 8) {
            int to = out + count;
            if (to <= plain.length - 8) {
                for (int at = out; at < to; at += 8, from += 8) {
                    LONG.set(plain, at, (long) LONG.get(plain, from));
                }
                return;
            }
        }
        for (int i = 0; i < count; i++) {
            plain[out + i] = plain[from + i];
        }
    }

    private static Malformed cut() {
        return new Malformed("the body is no whole snappy block: it ends early");
    }

    private static Malformed tooLong() {
        return new Malformed("the body is no snappy block: it is longer than it says");
    }

    /** Returns the packed form of these bytes. */
    static byte[] pack(byte[] plain, int length) {
        byte[] out = new byte[32 + length + length / 6];
        int at = 0;
        int rest = length;
        while (rest >= 0x80) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        int[] table = new int[1 << HASH_BITS];
        for (int from = 0; from < length; from += BLOCK) {
            Arrays.fill(table, from - 1);
            at = block(plain, from, Math.min(length, from + BLOCK), table, out, at);
        }
        return Arrays.copyOf(out, at);
    }

    /** Packs one block; copies stay within it, so that each offset fits in two bytes. */
    private static int block(byte[] plain, int from, int end, int[] table, byte[] out, int begin) {
        int at = begin;
        int literal = from;
        int in = from;
        int last = end - 8;
        while (in <= last) {
            int word = (int) INT.get(plain, in);
            int slot = (word * 0x9e3779b1) >>> (32 - HASH_BITS);
            int seen = table[slot];
            table[slot] = in;
            if (seen < from || (int) INT.get(plain, seen) != word) {
                in += 1 + ((in - literal) >> 5);
                continue;
            }
            int same = LEAST_COPY;
            while (in + same < end && plain[seen + same] == plain[in + same]) {
                same++;
            }
            at = literal(plain, literal, in, out, at);
            at = copies(in - seen, same, out, at);
            in += same;
            literal = in;
        }
        return literal(plain, literal, end, out, at);
    }

    private static int literal(byte[] plain, int from, int to, byte[] out, int begin) {
        int count = to - from;
        int at = begin;
        if (count == 0) {
            return at;
        }
        int stated = count - 1;
        if (stated < 60) {
            out[at++] = (byte) (stated << 2);
        } else if (stated < 1 << 8) {
            out[at++] = (byte) (60 << 2);
            out[at++] = (byte) stated;
        } else {
            out[at++] = (byte) (61 << 2);
            out[at++] = (byte) stated;
            out[at++] = (byte) (stated >>> 8);
        }
        System.arraycopy(plain, from, out, at, count);
        return at + count;
    }

    private static int copies(int offset, int length, byte[] out, int begin) {
        int at = begin;
        int rest = length;
        while (rest > 0) {
            int count = Math.min(64, rest);
            out[at++] = (byte) ((count - 1) << 2 | 2);
            out[at++] = (byte) offset;
            out[at++] = (byte) (offset >>> 8);
            rest -= count;
        }
        return at;
    }
}
