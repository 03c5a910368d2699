package io.shiyun.finops.cube;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.finops.focus.Part;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeCsvTest {
    @Test
    void anAnswerIsATableForSpreadsheets(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("answer.csv");
        try (Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD, Dimension.tag("cost, center")))) {
            try (CubeFeed feed = cube.feed(new Part("own", "Acme", LocalDate.of(2026, 4, 1)))) {
                List<BigDecimal> amounts = List.of(
                        new BigDecimal("1E-20"), new BigDecimal("-2"), new BigDecimal("3"), new BigDecimal("4"));
                feed.add(0, "USD", List.of("=HYPERLINK(1)", "a \"b\""), amounts);
                feed.add(0, "USD", List.of("=HYPERLINK(1)", "a \"b\""), amounts);
                feed.commit();
            }
            CubeCsv.write(
                    cube.query(CubeQuery.of(Cost.BILLED, Cost.EFFECTIVE)
                            .by(Dimension.DAY, Dimension.CLOUD, Dimension.tag("cost, center"))),
                    file);
        }

        assertThat(Files.readString(file))
                .isEqualTo(
                        "day,ProviderName,\"tag cost, center\",currency,rows,BilledCost,EffectiveCost\r\n"
                                + "1970-01-01,\"'=HYPERLINK(1)\",\"a \"\"b\"\"\",USD,2,0.00000000000000000002,-4.00000000000\r\n");
    }
}
