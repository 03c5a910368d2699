package io.shiyun.model;

/**
 * How a value is held against a threshold.
 */
public enum Comparison {
    /** Greater than. */
    ABOVE,

    /** Greater than or equal. */
    AT_LEAST,

    /** Less than. */
    BELOW,

    /** Less than or equal. */
    AT_MOST;

    /** Returns whether {@code value} stands so to {@code threshold}; never for NaN. */
    public boolean test(double value, double threshold) {
        return switch (this) {
            case ABOVE -> value > threshold;
            case AT_LEAST -> value >= threshold;
            case BELOW -> value < threshold;
            case AT_MOST -> value <= threshold;
        };
    }
}
