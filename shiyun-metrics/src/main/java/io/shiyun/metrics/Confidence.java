package io.shiyun.metrics;

/** How much a verdict may be trusted, by the number of points the detector has learnt from. */
public enum Confidence {
    /** Too few points to judge; no alarm is raised. */
    LEARNING("learning: too few points to judge"),
    /** Enough for gross outliers. */
    LOW("low: the usual range is known only roughly"),
    /** Enough for the usual range, not for its rare edges. */
    FAIR("fair: the usual range is known, its rare edges are not"),
    /** The tails have been seen as well. */
    HIGH("high: the usual range and its edges are known");

    private final String words;

    Confidence(String words) {
        this.words = words;
    }

    /** Returns a short phrase for people. */
    public String words() {
        return words;
    }
}
