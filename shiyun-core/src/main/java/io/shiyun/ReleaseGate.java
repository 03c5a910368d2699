package io.shiyun;

import java.time.Duration;
import java.util.Objects;

/**
 * Asked between the steps of a release whether it may go on, such as a comparison of the new revision with the old.
 * Called in the thread of the release; an exception it throws counts as an abort.
 */
@FunctionalInterface
public interface ReleaseGate {
    /** What a gate answers. */
    sealed interface Answer permits Continue, Hold, Abort {}

    /** The next step may be taken. */
    record Continue() implements Answer {}

    /**
     * No step is taken now; a hold does not count towards the deadline.
     *
     * @param askAgainIn when to ask again; above zero
     */
    record Hold(Duration askAgainIn) implements Answer {
        /** Checks the time. */
        public Hold {
            if (askAgainIn.isNegative() || askAgainIn.isZero()) {
                throw new IllegalArgumentException("a gate holds for a time above zero, not " + askAgainIn);
            }
        }
    }

    /**
     * The release is given up.
     *
     * @param why for a person
     */
    record Abort(String why) implements Answer {
        /** Checks for null. */
        public Abort {
            Objects.requireNonNull(why, "why");
        }
    }

    /** The gate that is always open. */
    ReleaseGate OPEN = step -> new Continue();

    /** Judges after this step, before the next. */
    Answer judge(Release.Step step);
}
