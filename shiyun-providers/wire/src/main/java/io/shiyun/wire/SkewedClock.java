package io.shiyun.wire;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The time that requests are dated with: the clock of the configuration, corrected by what the cloud says its own shows. Signed requests are
 * refused when they are some minutes off. A correction is learnt when the cloud says that the time is wrong, and told as an event.
 * Thread-safe.
 */
public final class SkewedClock implements InstantSource {
    /** Below this a difference is left alone: a {@code Date} counts whole seconds, and a reply takes its time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(4);

    private final CloudConfig config;
    private volatile Duration offset = Duration.ZERO;

    /** The clock of this configuration, not corrected yet. */
    public SkewedClock(CloudConfig config) {
        this.config = config;
    }

    @Override
    public Instant instant() {
        return config.clock().instant().plus(offset);
    }

    /** Returns what is added to the clock of the configuration. */
    public Duration offset() {
        return offset;
    }

    /**
     * Learns the cloud's time from the {@code Date} of a reply. Call it when a reply says that the time was wrong.
     *
     * @return whether the correction changed, so that the request is worth sending again, once
     */
    public boolean learn(Reply reply) {
        Optional<Instant> date = reply.header("date").flatMap(RetryAfter::date);
        return date.isPresent() && learn(date.get());
    }

    /**
     * Learns the cloud's time, now.
     *
     * @return whether the correction changed
     */
    public boolean learn(Instant cloudTime) {
        Duration measured = Duration.between(config.clock().instant(), cloudTime);
        if (measured.minus(offset).abs().compareTo(TOLERANCE) <= 0) {
            return false;
        }
        offset = measured;
        config.events()
                .accept(new CloudEvent(
                        config.cloud(),
                        CloudEventKind.CLOCK_SKEW,
                        "this machine's clock is " + Math.abs(measured.toSeconds()) + " s "
                                + (measured.isNegative() ? "ahead of" : "behind")
                                + " the cloud's; requests are dated accordingly"));
        return true;
    }
}
