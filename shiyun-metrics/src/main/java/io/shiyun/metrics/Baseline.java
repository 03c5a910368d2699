package io.shiyun.metrics;

/** What a metric of a whole is held against. */
public enum Baseline {
    /** Its latest few values. */
    LATEST("its latest values"),
    /** A longer mean of its values. */
    LONGER("its longer mean"),
    /** Its values at the same time of the day. */
    TIME_OF_DAY("the same time of the day"),
    /** What the other metrics of the whole foretell of it. */
    OTHER_METRICS("what the other metrics foretell");

    private final String words;

    Baseline(String words) {
        this.words = words;
    }

    /** Returns a short phrase for people. */
    public String words() {
        return words;
    }
}
