package io.shiyun.intent;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;

/**
 * What became of an intent.
 *
 * @param <T> the facts of what it was done to
 */
public sealed interface Ending<T> {
    /** Returns the intent as it is in the journal now. */
    IntentRow intent();

    /**
     * It happened.
     *
     * @param value what it led to
     * @param intent the journal's row
     */
    record Done<T>(T value, IntentRow intent) implements Ending<T> {}

    /**
     * It did not happen, for certain, and nothing remains.
     *
     * @param problem why
     * @param intent the journal's row
     * @param doubted whether that was in doubt for a while: the same place may work when asked again
     */
    record Failed<T>(Problem problem, IntentRow intent, boolean doubted) implements Ending<T> {
        /** Returns whether its cloud was asked. */
        public boolean sent() {
            return intent.state() != IntentState.ABANDONED;
        }
    }

    /**
     * It was given up in doubt: the request may go elsewhere, and what arrives late is deleted by the sweep.
     *
     * @param problem why it could not be found out
     * @param intent the journal's row
     */
    record Fenced<T>(Problem problem, IntentRow intent) implements Ending<T> {}

    /**
     * It is not known yet what became of it, and nobody else may do it meanwhile: it is gone on with by the next {@link
     * Intents#resume}, or by the next request of the same.
     *
     * @param problem why it could not be found out
     * @param intent the journal's row
     */
    record Unsettled<T>(Problem problem, IntentRow intent) implements Ending<T> {}

    /**
     * Returns what it led to.
     *
     * @throws CloudException why it did not
     */
    default T orThrow() {
        if (this instanceof Done<T> done) {
            return done.value();
        }
        if (this instanceof Failed<T> failed) {
            throw CloudException.of(failed.sent() ? Certainty.REJECTED : Certainty.NOT_SENT, failed.problem());
        }
        Problem problem = problem();
        throw CloudException.ambiguous(
                        problem.reason(),
                        problem.message() + ". Whether it happened is not known; " + advice() + " (operation "
                                + intent().id() + ")")
                .scope(problem.scope())
                .code(problem.code())
                .requestId(problem.requestId())
                .build();
    }

    private Problem problem() {
        return this instanceof Fenced<T> fenced ? fenced.problem() : ((Unsettled<T>) this).problem();
    }

    private String advice() {
        return this instanceof Fenced
                ? "should it arrive late, the sweep deletes it"
                : "it is written down and gone on with by resume";
    }
}
