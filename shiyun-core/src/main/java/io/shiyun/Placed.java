package io.shiyun;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a wish, and the account of all places that were tried for it.
 *
 * @param name of what was wished for
 * @param operationId under which it is in the journal; empty when nothing was begun
 * @param value what was made, if it was
 * @param attempts the places, in the order they were tried; the last one took it, if any did
 * @param problem why no place took it; empty when one did
 * @param <T> what was wished for
 */
public record Placed<T>(
        String name, String operationId, Optional<T> value, List<Attempt> attempts, Optional<Problem> problem) {
    public Placed {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(operationId, "operationId");
        attempts = List.copyOf(attempts);
        if (value.isPresent() == problem.isPresent()) {
            throw new IllegalArgumentException("a wish is either fulfilled or has a problem");
        }
    }

    /** Returns the place that took it. */
    public Optional<Candidate> candidate() {
        return value.isPresent() && !attempts.isEmpty()
                ? Optional.of(attempts.get(attempts.size() - 1).candidate())
                : Optional.empty();
    }

    /**
     * Returns what was made.
     *
     * @throws CloudException when nothing was, with every place and its reason in the message
     */
    public T orThrow() {
        return value.orElseThrow(this::refusal);
    }

    private CloudException refusal() {
        Problem why = problem.orElseThrow();
        boolean doubt = attempts.stream().anyMatch(Attempt::inDoubt);
        boolean sent = attempts.stream().anyMatch(Attempt::sent);
        Certainty refused = sent ? Certainty.REJECTED : Certainty.NOT_SENT;
        return CloudException.of(doubt ? Certainty.AMBIGUOUS : refused, why);
    }
}
