package io.shiyun.tck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/** What is to be taken away again, newest first. Thread-safe: an interrupted run is cleaned up by another thread. */
final class Cleanup {
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
            try {
                step.action.call();
            } catch (Exception | AssertionError e) {
                fail(step.what + " (" + e.getMessage() + ")");
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Step pop(int depth) {
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
