package io.shiyun.metrics;

/** On which side of the expected value a point lies. */
public enum Direction {
    /** Above what was expected. */
    UP,
    /** Below what was expected. */
    DOWN,
    /** As expected, or without a side. */
    NONE
}
