package io.shiyun.finops.focus;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For which days there are rows, provider by provider. A day is partial if its rows, taken together, leave an hour of it
 * out; a row counts for all hours that its charge period touches.
 */
public final class Coverage {
    private static final int ALL_DAY = 0xFFFFFF;

    private final Map<Part, Map<Integer, Integer>> hours = new TreeMap<>(java.util.Comparator.comparing(Part::provider)
            .thenComparing(Part::billingPeriod)
            .thenComparing(Part::file));

    Coverage() {}

    void replace(Part part, Map<Integer, Integer> hoursOfDays) {
        hours.put(part, Map.copyOf(hoursOfDays));
    }

    /** Returns the state of each provider, from its first day with rows to its last. */
    public List<ProviderDays> providers() {
        Map<String, TreeMap<Integer, Integer>> merged = new TreeMap<>();
        hours.forEach((part, days) ->
                days.forEach((day, mask) -> merged.computeIfAbsent(part.provider(), provider -> new TreeMap<>())
                        .merge(day, mask, (a, b) -> a | b)));
        List<ProviderDays> result = new ArrayList<>();
        merged.forEach((provider, days) -> result.add(days(provider, days)));
        return List.copyOf(result);
    }

    private static ProviderDays days(String provider, TreeMap<Integer, Integer> days) {
        List<LocalDate> missing = new ArrayList<>();
        List<LocalDate> partial = new ArrayList<>();
        for (int day = days.firstKey(); day <= days.lastKey(); day++) {
            Integer mask = days.get(day);
            if (mask == null) {
                missing.add(LocalDate.ofEpochDay(day));
            } else if (mask != ALL_DAY) {
                partial.add(LocalDate.ofEpochDay(day));
            }
        }
        return new ProviderDays(
                provider,
                LocalDate.ofEpochDay(days.firstKey()),
                LocalDate.ofEpochDay(days.lastKey()),
                missing,
                partial);
    }

    /**
     * The days of a provider.
     *
     * @param provider the provider's name
     * @param first the first day with rows
     * @param last the last day with rows
     * @param missing days between them without rows
     * @param partial days with rows for some hours only
     */
    public record ProviderDays(
            String provider, LocalDate first, LocalDate last, List<LocalDate> missing, List<LocalDate> partial) {
        /** Copies the lists. */
        public ProviderDays {
            missing = List.copyOf(missing);
            partial = List.copyOf(partial);
        }
    }
}
