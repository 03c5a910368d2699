package io.shiyun.prometheus;

/**
 * How much one write request may hold. Larger ones are refused whole, with 413; series with too many or too long labels are
 * left out, with 400.
 *
 * @param packed bytes of the body as sent
 * @param plain bytes of the body unpacked
 * @param series series in a request
 * @param samples samples in a request
 * @param labels labels of a series
 * @param labelBytes bytes of all names and values of a series
 */
public record WriteLimits(int packed, int plain, int series, int samples, int labels, int labelBytes) {
    /** What is far more than Prometheus sends by its defaults: 8 and 32 MiB, 100,000 series, a million samples, 128 labels of 16 KiB. */
    public static final WriteLimits DEFAULT = new WriteLimits(8 << 20, 32 << 20, 100_000, 1_000_000, 128, 16 << 10);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException when one is not positive or larger than an array allows
     */
    public WriteLimits {
        positive("packed", packed);
        positive("plain", plain);
        positive("series", series);
        positive("samples", samples);
        positive("labels", labels);
        positive("labelBytes", labelBytes);
        if (labels > 1 << 16 || labelBytes > 1 << 28) {
            throw new IllegalArgumentException("labels must be at most 65,536, and labelBytes 268,435,456");
        }
    }

    private static void positive(String name, int value) {
        if (value < 1 || value > 1 << 30) {
            throw new IllegalArgumentException(name + ": " + value + " must lie between 1 and " + (1 << 30));
        }
    }
}
