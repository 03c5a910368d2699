package io.shiyun.finops.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Region;
import io.shiyun.offer.OfferCatalogue;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How often a pool of a known course runs out within the interval that was told of it. */
class CourseCalibrationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final int CASES = 60;
    private static final int BEFORE = 140;
    private static final int AHEAD = 182;

    private enum Kind {
        FLAT,
        GROWING,
        WEEKLY,
        WANDERING,
        SPIKED
    }

    private static double[] use(Kind kind, Random random) {
        double[] days = new double[BEFORE + AHEAD];
        double noise = 2 + 6 * random.nextDouble();
        double growth = kind == Kind.FLAT ? 0 : 0.05 + 0.4 * random.nextDouble();
        double walk = 0;
        for (int i = 0; i < days.length; i++) {
            LocalDate day = TODAY.plusDays(i - BEFORE);
            walk += 1.2 * random.nextGaussian();
            double value = 100 + growth * i + noise * random.nextGaussian();
            days[i] = Math.max(
                    0,
                    switch (kind) {
                        case FLAT, GROWING -> value;
                        case WEEKLY -> day.getDayOfWeek().getValue() > 5 ? 0.5 * value : value;
                        case WANDERING -> 100 + 0.2 * i + walk + random.nextGaussian();
                        case SPIKED -> random.nextInt(40) == 0 ? 1.3 * value : value;
                    });
        }
        return days;
    }

    /** Returns the first day of the week in which the limit is passed. */
    private static Optional<LocalDate> truth(double[] days, double limit) {
        for (int i = BEFORE; i < days.length; i++) {
            if (days[i] > limit) {
                return Optional.of(TODAY.plusDays((i - BEFORE) / 7 * 7));
            }
        }
        return Optional.empty();
    }

    private static boolean holds(RunOut told, Optional<LocalDate> truth) {
        LocalDate when = truth.orElse(LocalDate.MAX);
        return !when.isBefore(told.earliest().orElse(LocalDate.MAX))
                && !when.isAfter(told.latest().orElse(LocalDate.MAX));
    }

    @Test
    void intervalHoldsTheDayAsOftenAsItSays() {
        for (double confidence : new double[] {0.8, 0.9}) {
            CapacityPlanner planner = CapacityPlanner.with(OfferCatalogue.of(), "USD")
                    .headroom(0)
                    .confidence(confidence)
                    .ahead(AHEAD);
            Map<Kind, Integer> held = new EnumMap<>(Kind.class);
            int early = 0;
            int late = 0;
            for (Kind kind : Kind.values()) {
                Random random = new Random(11);
                for (int i = 0; i < CASES; i++) {
                    double[] days = use(kind, random);
                    TreeMap<LocalDate, Double> known = new TreeMap<>();
                    double most = 0;
                    for (int day = 0; day < BEFORE; day++) {
                        known.put(TODAY.plusDays(day - BEFORE), days[day]);
                        most = Math.max(most, days[day]);
                    }
                    double limit = most * (1.02 + 0.4 * random.nextDouble());
                    Pool pool = Pool.of("p", Region.of("a", "b"), new Demand(Resource.CPU, limit, known));
                    RunOut told = planner.plan(pool, TODAY).runsOut().get(0);
                    Optional<LocalDate> truth = truth(days, limit);
                    if (holds(told, truth)) {
                        held.merge(kind, 1, Integer::sum);
                    } else if (truth.orElse(LocalDate.MAX)
                            .isBefore(told.earliest().orElse(LocalDate.MAX))) {
                        early++;
                    } else {
                        late++;
                    }
                }
            }
            int all = held.values().stream().mapToInt(count -> count).sum();
            double share = all / (double) (CASES * Kind.values().length);
            System.out.println(
                    "capacity at " + confidence + ": " + share + " " + held + " early " + early + " late " + late);
            assertThat(share).as("%s of %s each", held, CASES).isBetween(confidence - 0.05, 0.98);
        }
    }
}
