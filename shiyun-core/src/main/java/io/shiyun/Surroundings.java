package io.shiyun;

import io.shiyun.broker.Broker;
import io.shiyun.call.Pipeline;
import io.shiyun.intent.Intents;
import io.shiyun.intent.ResourceKinds;
import io.shiyun.release.ReleaseEngine;
import io.shiyun.scale.engine.Autoscalers;
import io.shiyun.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What one Shiyun is made of.
 *
 * @param fleets what every fleet needs
 * @param pipeline the way of every call
 * @param store the durable state
 * @param clock tells the time of day
 * @param actor says who is asking
 * @param kinds the kinds of things that are made by intent
 * @param intents does what is written down first
 * @param broker chooses where a host goes
 * @param releases brings apps
 * @param watch collects metrics and tells of alerts
 * @param autoscalers scale apps by what is watched
 * @param recovery goes on with what was left unfinished
 * @param resources everything that must be closed, in the order of closing
 * @param closed whether it was
 */
record Surroundings(
        FleetContext fleets,
        Pipeline pipeline,
        Store store,
        InstantSource clock,
        Supplier<String> actor,
        ResourceKinds kinds,
        Intents intents,
        Broker broker,
        ReleaseEngine releases,
        WatchHolder watch,
        Autoscalers autoscalers,
        RecoveryTask recovery,
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
