package io.shiyun.model;

/**
 * An amount of memory, disk or traffic. Units are powers of 1024; the decimal ones say so in their name.
 *
 * @param count bytes; not negative
 */
public record Bytes(long count) implements Comparable<Bytes> {
    private static final long KIB = 1024;
    private static final long MIB = KIB * 1024;
    private static final long GIB = MIB * 1024;

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("the size is " + count + " bytes; it cannot be negative");
        }
    }

    /** Returns this many bytes. */
    public static Bytes of(long count) {
        return new Bytes(count);
    }

    /** Returns this many times 1024 bytes. */
    public static Bytes kib(long count) {
        return new Bytes(Math.multiplyExact(count, KIB));
    }

    /** Returns this many times 1024 KiB. */
    public static Bytes mib(long count) {
        return new Bytes(Math.multiplyExact(count, MIB));
    }

    /** Returns this many times 1024 MiB. */
    public static Bytes gib(long count) {
        return new Bytes(Math.multiplyExact(count, GIB));
    }

    /** Returns this many decimal gigabytes, 1,000,000,000 bytes each. */
    public static Bytes gigabytes(long count) {
        return new Bytes(Math.multiplyExact(count, 1_000_000_000L));
    }

    /** Returns the whole MiB in this, rounded down. */
    public long toMib() {
        return count / MIB;
    }

    /** Returns the whole GiB in this, rounded down. */
    public long toGib() {
        return count / GIB;
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    @Override
    public String toString() {
        if (count >= GIB && count % GIB == 0) {
            return count / GIB + " GiB";
        }
        if (count >= MIB && count % MIB == 0) {
            return count / MIB + " MiB";
        }
        return count >= KIB && count % KIB == 0 ? count / KIB + " KiB" : count + " B";
    }
}
