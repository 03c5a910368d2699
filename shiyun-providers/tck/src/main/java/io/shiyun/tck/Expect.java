package io.shiyun.tck;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Says what is expected and, in a sentence, what came instead. */
final class Expect {
    private Expect() {}

    /** Fails with this sentence unless it holds. */
    static void that(boolean holds, String otherwise, Object... parts) {
        if (!holds) {
            throw new AssertionError(parts.length == 0 ? otherwise : String.format(otherwise, parts));
        }
    }

    /** Fails unless both are equal. */
    static void same(Object expected, Object actual, String what) {
        that(expected.equals(actual), "%s is %s; expected %s", what, actual, expected);
    }

    /** Fails unless the action is refused for one of these reasons, for certain, in words. */
    static CloudException refused(String what, Callable<?> action, Reason... reasons) {
        List<Reason> expected = Arrays.asList(reasons);
        try {
            Object answer = action.call();
            throw new AssertionError(what + " was answered with " + answer + "; expected a refusal with " + expected);
        } catch (CloudException refusal) {
            that(
                    expected.contains(refusal.reason()),
                    "%s was refused with %s; expected %s",
                    what,
                    refusal.problem(),
                    expected);
            that(
                    refusal.certainty() != Certainty.AMBIGUOUS,
                    "%s was refused with %s, but AMBIGUOUS; a refusal is certain",
                    what,
                    refusal.problem());
            that(!refusal.problem().message().isBlank(), "%s was refused with %s and no message", what, refusal);
            return refusal;
        } catch (AssertionError failure) {
            throw failure;
        } catch (Throwable other) {
            throw new AssertionError(what + " threw " + other + "; expected a CloudException with " + expected, other);
        }
    }

    /** Fails unless the action ends soon, with this reason, before anything was sent. */
    static void notSent(String what, Callable<?> action, Reason reason) {
        long start = System.nanoTime();
        CloudException refusal = refused(what, action, reason);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        same(Certainty.NOT_SENT, refusal.certainty(), "the certainty of " + what);
        that(took.compareTo(Duration.ofSeconds(1)) < 0, "%s took %s to be refused; 1 s is allowed", what, took);
    }
}
