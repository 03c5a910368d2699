package io.shiyun.finops.cube;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node costs, divided between what runs on it. A workload is charged for what it requests or uses, whichever is more,
 * of each resource, for as long as it runs; what nobody requests or uses is idle, and stands by itself. This is the idea of
 * the OpenCost specification. The parts and the idle part are the whole cost, to the last unit.
 *
 * @param workloads what each workload is charged, by name, in the order given
 * @param idle what is left
 * @param byResource how the cost was divided between the resources first
 * @param shares for each resource how its cost was divided; the idle part is named {@link #IDLE}
 */
public record KubernetesAllocation(
        Map<String, BigDecimal> workloads, BigDecimal idle, Split byResource, Map<String, Split> shares) {
    /** The name of the idle part in {@link #shares}. */
    public static final String IDLE = "__idle__";

    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";
    private static final String GPU = "gpu";
    private static final int GIB_SCALE = 18;

    /**
     * How much of each resource. Processors in thousandths, memory in bytes.
     *
     * @param cpuMillis thousandths of a processor
     * @param memoryBytes bytes
     * @param gpus graphics processors
     */
    public record Resources(long cpuMillis, long memoryBytes, long gpus) {
        public Resources {
            if (cpuMillis < 0 || memoryBytes < 0 || gpus < 0) {
                throw new IllegalArgumentException("A resource is negative: " + cpuMillis + "m processors, "
                        + memoryBytes + " bytes, " + gpus + " GPUs");
            }
        }

        Resources max(Resources other) {
            return new Resources(
                    Math.max(cpuMillis, other.cpuMillis),
                    Math.max(memoryBytes, other.memoryBytes),
                    Math.max(gpus, other.gpus));
        }

        long of(String resource) {
            return switch (resource) {
                case CPU -> cpuMillis;
                case MEMORY -> memoryBytes;
                default -> gpus;
            };
        }
    }

    /**
     * What one workload asked for and took of the node.
     *
     * @param name such as namespace/pod
     * @param requested what it reserves
     * @param used what it used, on average over the time that it ran
     * @param seconds how long it ran on the node
     */
    public record Workload(String name, Resources requested, Resources used, long seconds) {
        public Workload {
            if (seconds < 0) {
                throw new IllegalArgumentException("'" + name + "' ran " + seconds + " seconds; it cannot be negative");
            }
            if (name.equals(IDLE)) {
                throw new IllegalArgumentException("No workload may be called " + IDLE);
            }
        }
    }

    /**
     * The price of each resource for an hour, which tells how much of the cost of the node is the resource's. Any common
     * factor does, since the cost itself is known.
     *
     * @param cpuHour of a processor
     * @param gibHour of a GiB of memory
     * @param gpuHour of a graphics processor
     */
    public record Rates(BigDecimal cpuHour, BigDecimal gibHour, BigDecimal gpuHour) {
        public Rates {
            if (cpuHour.signum() < 0 || gibHour.signum() < 0 || gpuHour.signum() < 0) {
                throw new IllegalArgumentException("A rate is negative: " + cpuHour + ", " + gibHour + ", " + gpuHour);
            }
        }
    }

    /**
     * Divides the cost of a node.
     *
     * @param cost what the node cost
     * @param node what it has
     * @param seconds how long it ran
     * @param rates how the resources weigh against one another
     * @param workloads what ran on it; names must differ. When together they took more than there is, they share all of it
     *     and nothing is idle
     */
    public static KubernetesAllocation of(
            BigDecimal cost, Resources node, long seconds, Rates rates, List<Workload> workloads) {
        if (seconds <= 0) {
            throw new IllegalArgumentException("The node ran " + seconds + " seconds; its cost cannot be divided");
        }
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        weights.put(CPU, rates.cpuHour.multiply(BigDecimal.valueOf(node.cpuMillis, 3)));
        weights.put(MEMORY, rates.gibHour.multiply(gib(node.memoryBytes)));
        weights.put(GPU, rates.gpuHour.multiply(BigDecimal.valueOf(node.gpus)));
        Split byResource = Split.of(cost, weights, Split.SCALE, "by the price of the node's resources");
        Map<String, BigDecimal> charged = new LinkedHashMap<>();
        for (Workload workload : workloads) {
            if (charged.put(workload.name, BigDecimal.ZERO) != null) {
                throw new IllegalArgumentException("The workload '" + workload.name + "' is named twice");
            }
        }
        BigDecimal idle = BigDecimal.ZERO;
        Map<String, Split> shares = new LinkedHashMap<>();
        for (Split.Part resource : byResource.parts()) {
            if (resource.amount().signum() == 0) {
                continue;
            }
            Split share = share(resource.name(), resource.amount(), node, seconds, workloads);
            shares.put(resource.name(), share);
            Map<String, BigDecimal> amounts = share.amounts();
            idle = idle.add(amounts.getOrDefault(IDLE, BigDecimal.ZERO));
            charged.replaceAll((name, sum) -> sum.add(amounts.getOrDefault(name, BigDecimal.ZERO)));
        }
        return new KubernetesAllocation(Collections.unmodifiableMap(charged), idle, byResource, Map.copyOf(shares));
    }

    private static Split share(
            String resource, BigDecimal cost, Resources node, long seconds, List<Workload> workloads) {
        BigDecimal has = BigDecimal.valueOf(node.of(resource)).multiply(BigDecimal.valueOf(seconds));
        Map<String, BigDecimal> taken = new LinkedHashMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Workload workload : workloads) {
            long most = workload.requested.max(workload.used).of(resource);
            BigDecimal time = BigDecimal.valueOf(Math.min(workload.seconds, seconds));
            BigDecimal weight = BigDecimal.valueOf(most).multiply(time);
            taken.put(workload.name, weight);
            sum = sum.add(weight);
        }
        taken.put(IDLE, has.subtract(sum).max(BigDecimal.ZERO));
        return Split.of(cost, taken, Split.SCALE, "by the " + resource + " requested or used, whichever is more");
    }

    private static BigDecimal gib(long bytes) {
        return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1L << 30), GIB_SCALE, RoundingMode.HALF_EVEN);
    }
}
