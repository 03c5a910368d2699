package io.shiyun;

import io.shiyun.call.Pipeline;
import io.shiyun.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one Shiyun is made of.
 *
 * @param fleets what every fleet needs
 * @param pipeline the way of every call
 * @param store the durable state
 * @param clock tells the time of day
 * @param owner names this process in the journal
 * @param resources everything that must be closed, in the order of closing
 * @param closed whether it was
 */
record Surroundings(
        FleetContext fleets,
        Pipeline pipeline,
        Store store,
        InstantSource clock,
        String owner,
        List<AutoCloseable> resources,
        AtomicBoolean closed)
        implements AutoCloseable {
    ConnectedClouds clouds() {
        return fleets.clouds();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Closing.all(resources);
        }
    }
}
