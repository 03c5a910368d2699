package io.shiyun.cost;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What the metered use of this installation costs. Thread-safe. */
public final class UsageCosts {
    private final UsageSource source;
    private final InstantSource clock;
    private final ZoneId zone;

    /** Costs of what this source tells, with days in UTC. */
    public UsageCosts(UsageSource source, InstantSource clock) {
        this(source, clock, ZoneOffset.UTC);
    }

    private UsageCosts(UsageSource source, InstantSource clock, ZoneId zone) {
        this.source = source;
        this.clock = clock;
        this.zone = zone;
    }

    /** The same with days of another zone. */
    public UsageCosts in(ZoneId other) {
        return new UsageCosts(source, clock, other);
    }

    /** The costs of a month. */
    public CostQuery of(YearMonth month) {
        return of(CostWindow.of(month, zone));
    }

    /** The costs of some days, the last one not included. */
    public CostQuery of(LocalDate first, LocalDate end) {
        return of(CostWindow.of(first, end, zone));
    }

    /** The costs between two instants, the second not included. */
    public CostQuery of(Instant from, Instant to) {
        return of(new CostWindow(from, to, zone));
    }

    private CostQuery of(CostWindow window) {
        return new CostQuery(source, clock, window);
    }
}
