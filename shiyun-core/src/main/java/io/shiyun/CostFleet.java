package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.cost.CostQuery;
import io.shiyun.cost.UsageCosts;
import io.shiyun.model.Charge;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * What all clouds cost: by this library's own records of what was used, to the second and to the last decimal, and by the
 * clouds' own bills. The two are never mixed. Thread-safe.
 */
public final class CostFleet {
    private final FleetContext context;
    private final UsageCosts usage;

    CostFleet(FleetContext context, UsageCosts usage) {
        this.context = context;
        this.usage = usage;
    }

    /** Returns the recorded use of a month in UTC, to be grouped. */
    public CostQuery of(YearMonth month) {
        return usage.of(month);
    }

    /** Returns the recorded use of days in UTC, the last one not included, to be grouped. */
    public CostQuery of(LocalDate first, LocalDate end) {
        return usage.of(first, end);
    }

    /** Returns the recorded use between two instants, the second not included, to be grouped. */
    public CostQuery of(Instant from, Instant to) {
        return usage.of(from, to);
    }

    /** Lists the rows of the clouds' own bills whose period begins in this window. */
    public Gathered<Charge> charges(Instant from, Instant to) {
        return context.gather(
                context.patience(),
                (cloud, region, call) -> cloud.find(Costs.class)
                        .map(costs ->
                                Found.pages(cursor -> costs.charges(new ChargeQuery(region, from, to), cursor, call)))
                        .orElseGet(Found::nothing));
    }
}
