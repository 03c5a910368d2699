package io.shiyun.finops.capacity;

/** What a pool can run out of. */
public enum Resource {
    /** Virtual processors. */
    CPU("vCPU"),
    /** Memory in GiB. */
    MEMORY("GiB");

    private final String unit;

    Resource(String unit) {
        this.unit = unit;
    }

    /** Returns what it is counted in. */
    public String unit() {
        return unit;
    }
}
