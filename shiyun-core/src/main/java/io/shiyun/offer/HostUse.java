package io.shiyun.offer;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import java.util.Arrays;

/**
 * What a running host has and what it uses of it.
 *
 * @param cpu its processors
 * @param memory its memory
 * @param cpuShare the share of the processors that its work needs at its busy times, 0 to 1
 * @param memoryShare the share of the memory, 0 to 1
 * @param samples how many measurements say so
 */
public record HostUse(Cpu cpu, Bytes memory, double cpuShare, double memoryShare, int samples) {
    public HostUse {
        check("cpuShare", cpuShare);
        check("memoryShare", memoryShare);
        if (cpu.millis() == 0 || memory.count() == 0) {
            throw new IllegalArgumentException("A host with " + cpu + " and " + memory + " is none");
        }
    }

    /**
     * Takes the share of the processors that is enough at this quantile of the time, and the most memory ever used:
     * what has too little processor waits, what has too little memory ends.
     *
     * @param cpuShares measured shares of all processors, 0 to 1; those that are not numbers are passed over
     * @param memoryShares measured shares of the memory
     * @param quantile such as 0.95
     * @throws IllegalArgumentException when either has no numbers: nothing is known of the host then
     */
    public static HostUse measured(Cpu cpu, Bytes memory, double[] cpuShares, double[] memoryShares, double quantile) {
        check("quantile", quantile);
        double[] busy = sorted("processor", cpuShares);
        double[] full = sorted("memory", memoryShares);
        int at = (int) Math.max(0, Math.ceil(quantile * busy.length) - 1);
        return new HostUse(cpu, memory, busy[at], full[full.length - 1], Math.min(busy.length, full.length));
    }

    private static double[] sorted(String what, double[] shares) {
        double[] numbers =
                Arrays.stream(shares).filter(Double::isFinite).sorted().toArray();
        if (numbers.length == 0) {
            throw new IllegalArgumentException("No " + what + " use was measured; nothing can be said of this host");
        }
        return numbers;
    }

    private static void check(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + "; it is a share, 0 to 1");
        }
    }

    /** Returns the processors that are enough when this share of them is left free. */
    public Cpu cpuNeeded(double headroom) {
        check("headroom", headroom);
        return Cpu.millis(Math.max(1, (long) Math.ceil(cpu.millis() * cpuShare / (1 - Math.min(headroom, 0.99)))));
    }

    /** Returns the memory that is enough when this share of it is left free. */
    public Bytes memoryNeeded(double headroom) {
        check("headroom", headroom);
        return Bytes.of(Math.max(1, (long) Math.ceil(memory.count() * memoryShare / (1 - Math.min(headroom, 0.99)))));
    }
}
