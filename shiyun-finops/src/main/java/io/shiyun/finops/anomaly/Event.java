package io.shiyun.finops.anomaly;

import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.money.Conversion;
import io.shiyun.metrics.Confidence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unusual days in a row, on one side, of the whole or of one member.
 *
 * @param member whose days they are, or null for the whole
 * @param from the first
 * @param to the first day after the last
 * @param actual what they cost
 * @param usual what they usually cost
 * @param conversions what of them and of the usual days was converted
 */
record Event(
        CostAnomaly.@Nullable Member member,
        LocalDate from,
        LocalDate to,
        BigDecimal actual,
        BigDecimal usual,
        List<Conversion> conversions,
        double score,
        Confidence confidence) {

    /** Returns the runs of unusual days. */
    static List<Event> of(CostAnomaly.@Nullable Member member, DailyCosts costs, List<DayJudge.Day> unusual) {
        List<Event> events = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= unusual.size(); i++) {
            boolean goesOn = i < unusual.size()
                    && unusual.get(i).up() == unusual.get(i - 1).up()
                    && !unusual.get(i).day().isAfter(unusual.get(i - 1).day().plusDays(1));
            if (!goesOn) {
                events.add(of(member, costs, unusual, begin, i));
                begin = i;
            }
        }
        return events;
    }

    private static Event of(
            CostAnomaly.@Nullable Member member, DailyCosts costs, List<DayJudge.Day> days, int begin, int end) {
        LocalDate from = days.get(begin).day();
        LocalDate to = days.get(end - 1).day().plusDays(1);
        double score = days.subList(begin, end).stream()
                .mapToDouble(DayJudge.Day::score)
                .max()
                .orElse(0);
        return new Event(
                member,
                from,
                to,
                costs.total(from, to).amount(),
                Usual.of(costs, from, to),
                costs.conversions(from.minusDays(Usual.DAYS), to),
                score,
                days.get(begin).confidence());
    }

    BigDecimal impact() {
        return actual.subtract(usual);
    }

    /** Returns the events of which no two share a day: those of the whole, then the members' largest. */
    static List<Event> apart(List<Event> events) {
        List<Event> ranked = new ArrayList<>(events);
        ranked.sort(Comparator.comparing((Event event) -> event.member != null)
                .thenComparing(
                        Comparator.comparing((Event event) -> event.impact().abs())
                                .reversed()));
        List<Event> apart = new ArrayList<>();
        for (Event event : ranked) {
            if (apart.stream().noneMatch(one -> one.from.isBefore(event.to) && event.from.isBefore(one.to))) {
                apart.add(event);
            }
        }
        return apart;
    }
}
