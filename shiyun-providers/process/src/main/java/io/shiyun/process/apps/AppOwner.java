package io.shiyun.process.apps;

import io.shiyun.model.Region;
import io.shiyun.process.Threads;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Who looks after the apps of a state folder in one session: its id, place, time and threads. Thread-safe. */
public final class AppOwner {
    private final String id;
    private final Region region;
    private final Threads threads;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Consumer<CloudEvent> events;
    private final String session = UUID.randomUUID().toString();
    private final AtomicLong intents = new AtomicLong();

    /**
     * An owner whose session begins.
     *
     * @param id the id of the state folder, which all processes carry
     * @param threads what keeps time and does the work that blocks; the caller closes it
     */
    public AppOwner(String id, Region region, Threads threads, CloudConfig config) {
        this.id = id;
        this.region = region;
        this.threads = threads;
        this.clock = config.clock();
        this.ticker = config.ticker();
        this.events = config.events();
    }

    /** Returns the id of the folder, which all processes carry. */
    public String id() {
        return id;
    }

    /** Returns the region that all apps are in. */
    public Region region() {
        return region;
    }

    /** Returns what keeps time and what does the work that blocks. */
    public Threads threads() {
        return threads;
    }

    /** Returns the time. */
    public Instant now() {
        return clock.instant();
    }

    /** Returns what counts nanoseconds. */
    public LongSupplier ticker() {
        return ticker;
    }

    /** Returns an intent for one start of one process, never given before, which tells that this session started it. */
    public String newIntent() {
        return session + "." + intents.incrementAndGet();
    }

    /** Returns whether an intent was given by this session. */
    public boolean gave(String intent) {
        return intent.startsWith(session);
    }

    /** Tells whom it concerns that the state of something has changed. */
    public void note(String message) {
        events.accept(new CloudEvent(region.cloud(), CloudEventKind.STATE, message));
    }
}
