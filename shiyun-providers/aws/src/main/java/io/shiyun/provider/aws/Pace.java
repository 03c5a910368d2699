package io.shiyun.provider.aws;

import io.shiyun.model.Region;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * When to ask again. AWS gives no hint, so the pauses grow with the time that has gone by, as "eventual consistency in the EC2 API" advises:
 * half a second at first, a third of the time so far, at most a quarter of a minute. The last argument of each ticket is when it began.
 */
final class Pace {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final InstantSource clock;

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns a ticket that begins now. */
    Ticket begin(Region region, String step, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add(Long.toString(clock.millis()));
        return new Ticket(region, step, all);
    }

    /** Returns how long ago a ticket began. */
    Duration since(Ticket ticket) {
        String begun = ticket.arg(ticket.args().size() - 1);
        long millis = begun.matches("[0-9]{1,18}") ? clock.millis() - Long.parseLong(begun) : 0;
        return Duration.ofMillis(Math.max(0, millis));
    }

    /** Returns how long to wait before the next question. */
    Duration next(Ticket ticket) {
        Duration third = since(ticket).dividedBy(3);
        return third.compareTo(SHORTEST) < 0 ? SHORTEST : third.compareTo(LONGEST) > 0 ? LONGEST : third;
    }
}
