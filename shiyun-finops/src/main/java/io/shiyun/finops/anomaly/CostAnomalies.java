package io.shiyun.finops.anomaly;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds days that cost more or less than usual, currency by currency, and what moved. Immutable; each method answers a
 * changed copy. Safe for use by several threads.
 *
 * <p>The whole is judged, and so is each of the larger members of each dimension: when one service doubles while another one
 * falls by as much, the whole does not move, and the anomaly is told of as {@link CostAnomaly#hidden()}. Days that are out of
 * line as the same day of the months before was, such as that of a monthly fee, are none.
 */
public final class CostAnomalies {
    /** Days before the window that are learnt from, if they are there. */
    static final int HISTORY = 180;
    /** Members of a dimension that are judged by themselves: those that cost most. */
    private static final int JUDGED = 100;

    private final List<Dimension> dimensions;
    private final double scales;
    private final double least;
    private final int named;

    private CostAnomalies(List<Dimension> dimensions, double scales, double least, int named) {
        this.dimensions = dimensions;
        this.scales = scales;
        this.least = least;
        this.named = named;
    }

    /**
     * Looks for causes in these dimensions.
     *
     * <p>A day is told of when the detector of shiyun-metrics calls it unusual, or counts it to an event that began before,
     * and it is off by more than four scales of the usual spread of days and by at least a tenth of what the whole costs.
     */
    public static CostAnomalies by(Dimension... dimensions) {
        for (Dimension dimension : dimensions) {
            if (dimension.kind() == Dimension.Kind.TIME) {
                throw new IllegalArgumentException(
                        "A " + dimension + " is no cause; name a service, account, region, resource or tag");
            }
        }
        return new CostAnomalies(List.of(dimensions), 4, 0.1, 5);
    }

    /**
     * Tells of a day when it is off by more than so many scales of the usual spread of days.
     *
     * @param scales from 1 to 100; 4 when not set
     */
    public CostAnomalies beyond(double scales) {
        if (!(scales >= 1 && scales <= 100)) {
            throw new IllegalArgumentException("A day is to be " + scales + " scales off; 1 to 100 can be asked for");
        }
        return new CostAnomalies(dimensions, scales, least, named);
    }

    /**
     * Tells of a day when it is off by at least this share of what the whole usually costs.
     *
     * @param share from 0; 0.1 is a tenth
     */
    public CostAnomalies atLeast(double share) {
        if (!(share >= 0 && share < 1e6)) {
            throw new IllegalArgumentException(
                    "The least change is " + share + "; it is a share of the usual cost, 0 or more");
        }
        return new CostAnomalies(dimensions, scales, share, named);
    }

    /** Names at most so many members of each dimension. */
    public CostAnomalies naming(int most) {
        if (most < 1 || most > 1000) {
            throw new IllegalArgumentException("It names " + most + " members; 1 to 1000 can be named");
        }
        return new CostAnomalies(dimensions, scales, least, most);
    }

    /**
     * Finds the anomalies of a window, in the order of their days.
     *
     * @param costs the costs, with what is known to be missing
     * @param cost which cost
     * @param where for a dimension the values that count
     * @param from the first day
     * @param to the first day after it
     * @throws IllegalArgumentException when the cube does not keep a dimension
     */
    public List<CostAnomaly> find(
            CubeCosts costs, Cost cost, Map<Dimension, Set<String>> where, LocalDate from, LocalDate to) {
        LocalDate begin = from.minusDays(HISTORY);
        List<CostAnomaly> found = new ArrayList<>();
        Map<Currency, DailyCosts> totals = costs.daily(cost, where, begin, to);
        for (Dimension dimension : dimensions) {
            // What the cube does not keep is refused here, not on the first day with an anomaly.
            costs.daily(cost, where, List.of(dimension), to.minusDays(1), to);
        }
        totals.forEach((currency, total) -> {
            List<Event> events = new ArrayList<>(Event.of(null, total, judged(total, from)));
            for (Dimension dimension : dimensions) {
                hidden(
                        costs.daily(cost, where, List.of(dimension), begin, to).getOrDefault(currency, Map.of()),
                        dimension,
                        from,
                        events);
            }
            for (Event event : Event.apart(events)) {
                if (material(event, total)) {
                    found.add(anomaly(event, currency, costs, cost, where));
                }
            }
        });
        found.sort(Comparator.comparing(CostAnomaly::from)
                .thenComparing(one -> one.actual().currency().getCurrencyCode()));
        return List.copyOf(found);
    }

    private void hidden(
            Map<List<String>, DailyCosts> members, Dimension dimension, LocalDate from, List<Event> events) {
        List<Map.Entry<List<String>, DailyCosts>> largest = members.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<List<String>, DailyCosts> one) -> one.getValue()
                                .total(one.getValue().from(), one.getValue().to())
                                .amount())
                        .reversed())
                .limit(JUDGED)
                .toList();
        for (Map.Entry<List<String>, DailyCosts> one : largest) {
            CostAnomaly.Member member =
                    new CostAnomaly.Member(dimension, one.getKey().get(0));
            events.addAll(Event.of(member, one.getValue(), judged(one.getValue(), from)));
        }
    }

    private List<DayJudge.Day> judged(DailyCosts costs, LocalDate from) {
        return DayJudge.judge(costs, from).stream()
                .filter(day -> Usual.beyond(costs, day.day(), scales))
                .filter(day -> !Usual.monthly(costs, day.day()))
                .toList();
    }

    private boolean material(Event event, DailyCosts total) {
        BigDecimal usual = Usual.of(total, event.from(), event.to()).abs();
        BigDecimal impact = event.impact().abs();
        return impact.signum() > 0 && impact.compareTo(usual.multiply(BigDecimal.valueOf(least))) >= 0;
    }

    private CostAnomaly anomaly(
            Event event, Currency currency, CubeCosts costs, Cost cost, Map<Dimension, Set<String>> where) {
        List<Moves> causes = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            Map<List<String>, DailyCosts> members = costs.daily(
                            cost, where, List.of(dimension), event.from().minusDays(Usual.DAYS), event.to())
                    .getOrDefault(currency, Map.of());
            Moves moves = CauseRanking.rank(dimension, members, event.from(), event.to(), named);
            if (!moves.moves().isEmpty()) {
                causes.add(moves);
            }
        }
        causes.sort(Comparator.comparingDouble(Moves::concentration).reversed());
        return new CostAnomaly(
                event.from(),
                event.to(),
                event.member(),
                new Money(event.actual(), currency),
                new Money(event.usual(), currency),
                event.score(),
                event.confidence(),
                event.conversions(),
                causes);
    }
}
