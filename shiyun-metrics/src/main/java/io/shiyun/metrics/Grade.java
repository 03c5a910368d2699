package io.shiyun.metrics;

import java.time.Duration;
import java.util.Objects;

/**
 * One level of a graded threshold.
 *
 * @param level name of the level, for example {@code warning}
 * @param raise value that begins it
 * @param clear value that ends it, on the good side of {@code raise} or equal to it; the space between them keeps a value
 *     that trembles at the edge from raising the alert again and again
 * @param hold how long the value must stay before the level fires; zero fires at once
 */
public record Grade(String level, double raise, double clear, Duration hold) {

    /** Checks nothing but presence: {@link GradedRule} judges the grades together. */
    public Grade {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(hold, "hold");
    }

    /** Returns a grade that ends where it begins. */
    public static Grade at(String level, double raise, Duration hold) {
        return new Grade(level, raise, raise, hold);
    }
}
