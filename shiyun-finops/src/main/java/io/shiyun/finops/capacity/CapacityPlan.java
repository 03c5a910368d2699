package io.shiyun.finops.capacity;

import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is to come of one pool. A value: nothing is bought or stopped until somebody runs the plan of a {@link Buy} or of
 * {@link #letGo}.
 *
 * @param pool which
 * @param asOf the day it was made
 * @param horizon the first day that was not looked at
 * @param runsOut when each resource runs out; one of which too little is known is not there, and {@code missing} says why
 * @param buys what to buy, in the order of their days
 * @param letGo what may be let go
 * @param missing what is not known
 */
public record CapacityPlan(
        Pool pool,
        LocalDate asOf,
        LocalDate horizon,
        List<RunOut> runsOut,
        List<Buy> buys,
        Optional<LetGo> letGo,
        List<String> missing) {
    public CapacityPlan {
        runsOut = List.copyOf(runsOut);
        buys = List.copyOf(buys);
        missing = List.copyOf(missing);
    }

    private Optional<LocalDate> first(Function<RunOut, Optional<LocalDate>> which) {
        return runsOut.stream().flatMap(one -> which.apply(one).stream()).min(LocalDate::compareTo);
    }

    /** Returns the first day on which it may run out of anything, by the lower end of the interval. */
    public Optional<LocalDate> earliest() {
        return first(RunOut::earliest);
    }

    /** Returns the day on which it likely runs out of anything. */
    public Optional<LocalDate> likely() {
        return first(RunOut::likely);
    }

    /** Returns the day by which it has run out of something, by the upper end of the interval. */
    public Optional<LocalDate> latest() {
        return first(RunOut::latest);
    }

    /** Returns what to order on this day or before it. */
    public List<Buy> due(LocalDate day) {
        return buys.stream().filter(buy -> !buy.by().isAfter(day)).toList();
    }

    /** Returns what all buys together cost a month; empty when there are none. */
    public Optional<Money> monthly() {
        return buys.stream().map(Buy::cost).reduce(Money::plus);
    }

    /** Returns what says so, line by line, for people. */
    public List<String> evidence() {
        List<String> lines = new ArrayList<>();
        runsOut.forEach(one -> lines.add(one.words() + ": " + String.join("; ", one.basis())));
        buys.forEach(buy -> lines.add(buy + ": " + String.join("; ", buy.evidence())));
        letGo.ifPresent(one -> lines.add("let go: " + String.join("; ", one.evidence())));
        return Stream.concat(lines.stream(), missing.stream()).toList();
    }
}
