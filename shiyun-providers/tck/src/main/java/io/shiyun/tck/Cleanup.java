package io.shiyun.tck;

import io.shiyun.model.CloudException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What is to be taken away again, newest first. Thread-safe: an interrupted run is cleaned up by another thread. */
final class Cleanup {
    private static final int TRIES = 10;

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<String> left = new ArrayList<>();

    private record Step(String what, Callable<?> action) {}

    /** Remembers to take this away. */
    synchronized void add(String what, Callable<?> action) {
        steps.push(new Step(what, action));
    }

    /** Returns where the stack is now, for {@link #runTo}. */
    synchronized int depth() {
        return steps.size();
    }

    /** Takes away all that was remembered since the stack was this deep. What cannot be taken away is told by {@link #left}. */
    void runTo(int depth) {
        for (Step step = pop(depth); step != null; step = pop(depth)) {
            takeAway(step);
        }
    }

    /** A cloud that fails now and then is asked again, so that its faults leave nothing behind. */
    private void takeAway(Step step) {
        String why = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                step.action.call();
                return;
            } catch (CloudException e) {
                why = e.getMessage();
                if (!e.reason().retryable()) {
                    break;
                }
            } catch (Exception | AssertionError e) {
                why = String.valueOf(e);
                break;
            }
        }
        fail(step.what + " (" + why + ")");
    }

    private synchronized @Nullable Step pop(int depth) {
        return steps.size() > depth ? steps.pop() : null;
    }

    private synchronized void fail(String what) {
        left.add(what);
    }

    /** Returns what could not be taken away, and why. */
    synchronized List<String> left() {
        return List.copyOf(left);
    }
}
