package io.shiyun.finops.cube;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The real bills of the folder {@code focus} of SHIYUN_DATA, by way of the reader. */
@EnabledIfEnvironmentVariable(named = "SHIYUN_DATA", matches = ".+")
class RealBillsTest {
    private static final Path FOLDER = Path.of(String.valueOf(System.getenv("SHIYUN_DATA")), "focus");
    private static final Pattern GROUP =
            Pattern.compile("\\{\\s*\"key\": \\[\\s*\"([^\"]*)\",\\s*\"([^\"]*)\",\\s*\"([^\"]*)\"\\s*],"
                    + "\\s*\"rows\": (\\d+),\\s*\"BilledCost\": \"([^\"]*)\",\\s*\"EffectiveCost\": \"([^\"]*)\","
                    + "\\s*\"ListCost\": \"([^\"]*)\",\\s*\"ContractedCost\": \"([^\"]*)\"");
    private static final CubeQuery QUERY = CubeQuery.of(Cost.BILLED, Cost.EFFECTIVE, Cost.LIST, Cost.CONTRACTED)
            .by(Dimension.CLOUD, Dimension.SERVICE, Dimension.MONTH);

    @Test
    void everyCloudServiceAndMonthIsExactAlsoWhenTheFileComesAgain() throws Exception {
        String expected = Files.readString(FOLDER.resolve("expected.json"));
        String groups =
                expected.substring(expected.indexOf("\"by_provider_service_month\""), expected.indexOf("\"by_day\""));
        try (Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE, Dimension.TEAM))) {
            FocusCodes codes = cube.codes();
            Rollup rollup = cube.rollup(QUERY);
            for (int time = 0; time < 2; time++) {
                assertThat(new FocusReader(codes, cube)
                                .read(FOLDER.resolve("focus10_open.csv"))
                                .in())
                        .isTrue();
                assertThat(cube.rows()).isEqualTo(580);
                for (CubeResult result : List.of(cube.query(QUERY), cube.scan(QUERY), rollup.answer())) {
                    Map<List<String>, CubeRow> rows =
                            result.rows().stream().collect(Collectors.toMap(CubeRow::key, row -> row));
                    Matcher group = GROUP.matcher(groups);
                    while (group.find()) {
                        CubeRow row = rows.remove(List.of(group.group(1), group.group(2), group.group(3)));
                        assertThat(row).as(group.group()).isNotNull();
                        assertThat(row.rows()).isEqualTo(Long.parseLong(group.group(4)));
                        for (Cost cost : Cost.values()) {
                            assertThat(row.amount(cost)).isEqualByComparingTo(group.group(5 + cost.ordinal()));
                        }
                    }
                    assertThat(rows).isEmpty();
                    assertThat(result.totals(Cost.BILLED)).isEqualTo(Map.of("USD", new BigDecimal("9.12028120764")));
                }
            }
        }
    }
}
