package io.shiyun.metrics;

/** How a value is compared with a threshold. */
public enum Comparison {
    /** Strictly greater. */
    ABOVE(">"),
    /** Greater or equal. */
    AT_LEAST(">="),
    /** Strictly less. */
    BELOW("<"),
    /** Less or equal. */
    AT_MOST("<=");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    /** Returns the operator as people write it. */
    public String symbol() {
        return symbol;
    }

    /** Answers whether {@code value} lies on the bad side of {@code threshold}. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case ABOVE -> value > threshold;
            case AT_LEAST -> value >= threshold;
            case BELOW -> value < threshold;
            case AT_MOST -> value <= threshold;
        };
    }

    /** Answers whether a greater value is worse. */
    public boolean upward() {
        return this == ABOVE || this == AT_LEAST;
    }
}
