package io.shiyun.finops.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Forecasts of the published bill of the folder {@code focus} of SHIYUN_DATA: twenty days of one cloud. */
@EnabledIfEnvironmentVariable(named = "SHIYUN_DATA", matches = ".+")
class RealForecastTest {
    private static final Path FOLDER = Path.of(String.valueOf(System.getenv("SHIYUN_DATA")), "focus");
    private static final LocalDate FIRST = LocalDate.of(2024, 9, 1);
    private static final LocalDate END = LocalDate.of(2024, 9, 21);
    private static final int FEWEST = 10;

    @Test
    void intervalHoldsWhatCameAsFarAsSoFewDaysTell() {
        List<DailyCosts> all = new ArrayList<>();
        try (Cube cube = new Cube(CubeSpec.of(
                Dimension.CLOUD, Dimension.SERVICE, Dimension.REGION, Dimension.SUB_ACCOUNT, Dimension.CATEGORY))) {
            assertThat(new FocusReader(cube.codes(), cube)
                            .read(FOLDER.resolve("focus10_open.csv"))
                            .in())
                    .isTrue();
            for (List<Dimension> by : List.of(
                    List.<Dimension>of(),
                    List.of(Dimension.SERVICE),
                    List.of(Dimension.REGION),
                    List.of(Dimension.SUB_ACCOUNT))) {
                CubeCosts.of(cube)
                        .daily(Cost.BILLED, Map.of(Dimension.CLOUD, Set.of("AWS")), by, FIRST, END)
                        .values()
                        .forEach(groups -> all.addAll(groups.values()));
            }
        }
        for (double confidence : new double[] {0.8, 0.9}) {
            int cases = 0;
            int held = 0;
            for (DailyCosts days : all) {
                if (days.amounts().stream().filter(day -> day.signum() != 0).count() < FEWEST) {
                    continue;
                }
                for (LocalDate asOf = FIRST.plusDays(14); asOf.isBefore(END); asOf = asOf.plusDays(1)) {
                    Forecast forecast = (Forecast) Forecaster.standard()
                            .confidence(confidence)
                            .forecast(days.between(FIRST, asOf), asOf, FIRST, END);
                    cases++;
                    if (days.total(FIRST, END).compareTo(forecast.lower()) >= 0
                            && days.total(FIRST, END).compareTo(forecast.upper()) <= 0) {
                        held++;
                    }
                }
            }
            System.out.printf(Locale.ROOT, "real forecast at %.2f: held %d of %d%n", confidence, held, cases);
            assertThat((double) held / cases).isGreaterThan(confidence - 0.2);
        }
    }
}
