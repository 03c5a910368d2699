package io.shiyun.store;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of one operation: what was meant to be done in one place, frozen, and how far it came. A new epoch of the
 * same operation, with a token and a place of its own, begins only after a definite failure or a fence of the one
 * before.
 *
 * @param id the operation, see {@link OperationIds}
 * @param epoch counts from 1 within the operation
 * @param parent the operation this is a part of, or empty
 * @param kind what is done, such as {@code HOST_CREATE}
 * @param resource the logical name of what it is done to; the same over all epochs
 * @param cloud the cloud it is sent to
 * @param region the region it is sent to
 * @param token makes the request single, see {@link Installation#token}
 * @param order the frozen order
 * @param tags the ownership tags that travel in the request
 * @param state how far it came
 * @param ticket how to go on, the last one the cloud gave, or empty
 * @param result the id of what was made, or empty
 * @param problem the last problem in words, at most 4,000 characters, or empty
 * @param remains ids that a failure left behind
 * @param deadline when to give up, or null
 * @param owner the process at work on it
 * @param leaseUntil until when no other process may take it
 * @param fencing grows by one with each owner
 * @param created when it was written down
 * @param updated when it last changed
 */
public record IntentRow(
        String id,
        int epoch,
        String parent,
        String kind,
        String resource,
        String cloud,
        String region,
        String token,
        FrozenOrder order,
        Map<String, String> tags,
        IntentState state,
        String ticket,
        String result,
        String problem,
        List<String> remains,
        @Nullable Instant deadline,
        String owner,
        Instant leaseUntil,
        long fencing,
        Instant created,
        Instant updated) {
    private static final int PROBLEM_LENGTH = 4000;

    /** Copies, and cuts times to microseconds. */
    public IntentRow {
        if (id.isBlank() || kind.isBlank() || resource.isBlank() || token.isBlank() || owner.isBlank()) {
            throw new IllegalArgumentException("An intent needs an id, a kind, a resource, a token and an owner");
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("Epochs count from 1, not " + epoch);
        }
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(state, "state");
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        remains = List.copyOf(remains);
        problem = problem.length() <= PROBLEM_LENGTH ? problem : problem.substring(0, PROBLEM_LENGTH);
        deadline = Times.cutOrNull(deadline);
        leaseUntil = Times.cut(leaseUntil);
        created = Times.cut(created);
        updated = Times.cut(updated);
    }

    /** Starts a new intent in state PLANNED. */
    public static IntentDraft plan(String id, String kind, String resource) {
        return new IntentDraft(id, kind, resource);
    }

    /** Whether the state says that nothing is left to do. */
    public boolean finished() {
        return state.finished();
    }

    /** The same in another state. */
    public IntentRow with(IntentState next) {
        return with(next, ticket, result, problem, remains);
    }

    /** The same, accepted by the cloud, to be followed by this ticket. */
    public IntentRow ongoing(String nextTicket) {
        return with(IntentState.ONGOING, nextTicket, result, problem, remains);
    }

    /** The same, done; the id of what was made. */
    public IntentRow done(String resultId) {
        return with(IntentState.DONE, ticket, resultId, "", List.of());
    }

    /** The same in another state because of a problem, with what it left behind. */
    public IntentRow troubled(IntentState next, String why, List<String> leftBehind) {
        return with(next, ticket, result, why, leftBehind);
    }

    /** The same with the id of what is being made, known before it is done. */
    public IntentRow withResult(String resultId) {
        return with(state, ticket, resultId, problem, remains);
    }

    private IntentRow with(
            IntentState nextState, String nextTicket, String nextResult, String nextProblem, List<String> nextRemains) {
        return new IntentRow(
                id,
                epoch,
                parent,
                kind,
                resource,
                cloud,
                region,
                token,
                order,
                tags,
                nextState,
                nextTicket,
                nextResult,
                nextProblem,
                nextRemains,
                deadline,
                owner,
                leaseUntil,
                fencing,
                created,
                updated);
    }
}
