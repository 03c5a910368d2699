package io.shiyun.scale;

import java.util.Optional;
import java.util.function.Consumer;

/** The scaling of one app, which goes on until it is closed, the app is gone, or the front door is closed. Thread-safe. */
public interface Autoscaler extends AutoCloseable {
    /** Returns what was asked for. */
    AutoscaleSpec spec();

    /**
     * Has each step told, in order, on the thread that carried it out; a listener that takes long delays the next step. What it throws is
     * logged.
     */
    void onStep(Consumer<ScaleStep> listener);

    /** Returns the latest step; empty before the first. */
    Optional<ScaleStep> latest();

    /** Returns whether it has ended. */
    boolean ended();

    /** Ends the scaling; a change under way is carried out. The app keeps the replicas it has. Closing it twice is harmless. */
    @Override
    void close();
}
