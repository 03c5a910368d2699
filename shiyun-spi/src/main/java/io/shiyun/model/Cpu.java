package io.shiyun.model;

/**
 * Computing power in thousandths of a virtual processor.
 *
 * @param millis thousandths of a processor; not negative
 */
public record Cpu(long millis) implements Comparable<Cpu> {
    public Cpu {
        if (millis < 0) {
            throw new IllegalArgumentException("cpu is " + millis + " thousandths; it cannot be negative");
        }
    }

    /** Returns this many whole virtual processors. */
    public static Cpu vcpus(long count) {
        return new Cpu(Math.multiplyExact(count, 1000L));
    }

    /** Returns this many thousandths of a virtual processor. */
    public static Cpu millis(long millis) {
        return new Cpu(millis);
    }

    @Override
    public int compareTo(Cpu other) {
        return Long.compare(millis, other.millis);
    }

    @Override
    public String toString() {
        return millis % 1000 == 0 ? millis / 1000 + " vCPU" : millis + "m vCPU";
    }
}
