package io.shiyun.intent;

import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known so far about a request that may have been carried out. Absence is proved by two complete lists without a
 * find, one after the other, once the cloud has been quiet for as long as a new thing may stay hidden. Not thread-safe.
 */
final class Doubt {
    /** Between the two lists; longer than any answer is kept in our own cache. */
    static final Duration BETWEEN = Duration.ofSeconds(2);

    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final LongSupplier ticker;
    private final Duration hidden;
    private final long since;
    private Problem why;
    private boolean refused;
    private int empties;

    /**
     * Begins now.
     *
     * @param hidden how long a new thing may stay out of lists
     * @param why what the request failed with
     */
    Doubt(LongSupplier ticker, Duration hidden, Problem why) {
        this.ticker = ticker;
        this.hidden = hidden;
        this.since = ticker.getAsLong();
        this.why = why;
    }

    /** A request of this row has just failed with this. */
    static Doubt begin(Engine engine, IntentRow row, IntentKind<?> kind, Problem why) {
        Duration hidden = engine.guarantee(row, kind.resource().creating()).visibleWithin();
        return new Doubt(engine.ticker, hidden, why);
    }

    /** The doubt that an earlier process left in this row: as if the request had failed now. */
    static Doubt resumed(Engine engine, IntentRow row, IntentKind<?> kind) {
        Problem why = row.problem().isEmpty()
                ? Problem.of(Reason.UNAVAILABLE, "the process that sent it ended before it had an answer")
                : ProblemText.read(row.problem());
        return begin(engine, row, kind, why);
    }

    Problem why() {
        return why;
    }

    /** The same request, sent again, was refused: that tells why, not yet whether the first one was carried out. */
    void refused(Problem problem) {
        refused = true;
        why = problem;
    }

    boolean wasRefused() {
        return refused;
    }

    /** A complete list had nothing; returns how long to wait before the next, or null when absence is proved. */
    @Nullable Duration empty() {
        Duration passed = Duration.ofNanos(ticker.getAsLong() - since);
        if (passed.compareTo(hidden) >= 0) {
            empties++;
            return empties >= 2 ? null : BETWEEN;
        }
        empties = 0;
        Duration left = hidden.minus(passed);
        Duration look = passed.compareTo(LOOK_AGAIN) < 0 ? FIRST_LOOK.plus(passed) : LOOK_AGAIN;
        return look.compareTo(left) < 0 ? look : left;
    }

    /** A list could not be had, or had gaps. */
    void interrupted() {
        empties = 0;
    }
}
