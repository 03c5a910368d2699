package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeQuery;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusExport;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.FocusRules;
import io.shiyun.finops.focus.FocusVersion;
import io.shiyun.finops.focus.IngestReport;
import io.shiyun.finops.focus.RuleVerdict;
import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatedRowsTest {
    private static final BillingPeriod APRIL = BillingPeriod.of(YearMonth.of(2026, 4));
    private static final RatedRows ROWS = new RatedRows(
            "Acme", "A-7", ZoneId.of("Asia/Shanghai"), Map.of("host", "Hours"), Map.of("Hosts", "Compute"));

    @Test
    void linesOfAllKindsAreFocusAndKeepTheirTotal() {
        List<RatedLine> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            lines.add(line(kind, kind == Kind.REFUND ? "-0.1234567890123456789" : "1.0000000000000000001"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FocusExport.to(FocusVersion.V1_2).write(ROWS.of(APRIL, lines), out);

        try (Cube cube = new Cube(CubeSpec.of(Dimension.SERVICE, Dimension.TEAM))) {
            IngestReport report = new FocusReader(cube.codes(), cube).read("own", in(out));
            assertThat(report.in()).as(report.toString()).isTrue();
            assertThat(report.rows()).isEqualTo(Kind.values().length);
            BigDecimal total =
                    lines.stream().map(line -> line.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(cube.query(CubeQuery.of(Cost.BILLED).by(Dimension.TEAM)).rows())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.key()).containsExactly("red");
                        assertThat(row.amount(Cost.BILLED)).isEqualByComparingTo(total);
                    });
        }
        assertThat(FocusRules.check("own", in(out)).verdicts().stream()
                        .filter(verdict -> verdict.state() == RuleVerdict.State.BROKEN)
                        .filter(verdict -> !verdict.rule().contains("-D-"))
                        .map(RuleVerdict::rule))
                .containsExactlyInAnyOrder("EffectiveCost-C-000-M", "EffectiveCost-C-005-C");
    }

    @Test
    void aBillHasAnAccount() {
        assertThatThrownBy(() -> new RatedRows("Acme", " ", ZoneId.of("UTC"), Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RatedLine line(Kind kind, String amount) {
        Instant start = Instant.parse("2026-04-02T00:00:00.5Z");
        return new RatedLine(
                kind,
                "use-1",
                "host",
                new Labels("acme-1", "Hosts", "east", Map.of("team", "red")),
                start,
                kind == Kind.MINIMUM ? start : start.plusSeconds(3_600),
                "tier 1",
                new BigDecimal("2.5"),
                new BigDecimal("0.4"),
                Money.of(amount, "CNY"));
    }

    private static ByteArrayInputStream in(ByteArrayOutputStream out) {
        return new ByteArrayInputStream(out.toByteArray());
    }
}
