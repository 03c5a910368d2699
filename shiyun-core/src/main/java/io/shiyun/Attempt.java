package io.shiyun;

import io.shiyun.model.Problem;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One place that was tried, or passed over, and what came of it.
 *
 * @param candidate where
 * @param problem why not; empty for the place that took it
 * @param sent whether its cloud was asked; no for a place that was passed over
 * @param inDoubt whether it was given up without knowing what came of it: should it arrive late, the sweep deletes it
 * @param took how long that took
 */
public record Attempt(Candidate candidate, Optional<Problem> problem, boolean sent, boolean inDoubt, Duration took) {
    public Attempt {
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(took, "took");
    }

    @Override
    public String toString() {
        return candidate.place() + ": " + problem.map(Problem::toString).orElse("taken")
                + (sent ? "" : " (passed over)") + (inDoubt ? " (given up in doubt)" : "");
    }
}
