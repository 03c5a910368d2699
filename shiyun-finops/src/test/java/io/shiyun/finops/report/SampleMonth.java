package io.shiyun.finops.report;

import io.shiyun.finops.advice.Advice;
import io.shiyun.finops.advice.Plan;
import io.shiyun.finops.advice.Saving;
import io.shiyun.finops.advice.Step;
import io.shiyun.finops.anomaly.CostAnomalies;
import io.shiyun.finops.budget.Budget;
import io.shiyun.finops.budget.BudgetAlarms;
import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.Forecaster;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Part;
import io.shiyun.model.HostId;
import io.shiyun.model.Money;
import io.shiyun.model.Region;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A month of three clouds in two currencies, with a jump, a credit, names that try to leave their place, and a gap. */
final class SampleMonth implements AutoCloseable {
    static final String HOSTILE = "<script>alert('x')</script>\"&\u202E";
    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    static final LocalDate TODAY = LocalDate.of(2026, 4, 21);
    static final LocalDate JUMP = LocalDate.of(2026, 4, 14);
    static final LocalDate GAP = LocalDate.of(2026, 4, 9);
    static final YearMonth MONTH = YearMonth.of(2026, 4);

    final Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE, Dimension.REGION, Dimension.TEAM));
    final CubeCosts costs = CubeCosts.of(cube).missing(Set.of(GAP));

    SampleMonth() {
        feed("USD", "AWS", "Compute", "shop", 420, 1, 1.9);
        feed("USD", "AWS", "Storage", "data", 130, 2, 1);
        feed("USD", "Azure", "Virtual Machines", "shop", 210, 3, 1);
        feed("USD", "Google Cloud", "BigQuery", HOSTILE, 90, 4, 1);
        feed("USD", "AWS", "Credits", "", -35, 5, 1);
        feed("CNY", "Alibaba Cloud", "ECS", "cn", 800, 6, 1);
    }

    private void feed(String currency, String cloud, String service, String team, double level, int seed, double jump) {
        Random random = new Random(seed);
        try (CubeFeed feed = cube.feed(new Part(service, cloud, FIRST))) {
            for (LocalDate day = FIRST; day.isBefore(TODAY); day = day.plusDays(1)) {
                double week = day.getDayOfWeek().getValue() > 5 ? 0.7 : 1;
                double value = level * week * (1 + 0.05 * random.nextGaussian()) * (day.equals(JUMP) ? jump : 1);
                if (!day.equals(GAP)) {
                    feed.add(
                            day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                            currency,
                            List.of(cloud, service, "eu-1", team),
                            Collections.nCopies(4, BigDecimal.valueOf(value).setScale(11, RoundingMode.HALF_EVEN)));
                }
            }
            feed.commit();
        }
    }

    MonthReport report() {
        List<Budget> budgets = List.of(
                Budget.monthly("all", Money.of("20000", "USD")),
                Budget.monthly("teams", Money.of("9000", "USD")).forEach(Dimension.TEAM));
        HostId host = new HostId(Region.of("aws", "eu-1"), "i-1");
        Advice advice = new Advice(
                Advice.Kind.IDLE_HOST,
                host.text(),
                "Host " + HOSTILE + " does next to nothing",
                List.of("at 95 % of the time it uses 1.2 % of its processors or less"),
                Optional.of(new Saving(Money.of("58.4", "USD"), Saving.Confidence.FAIR)),
                new Plan(List.of(new Step.StopHost(host))));
        return MonthReport.of(costs, MONTH, TODAY)
                .title("Costs of " + HOSTILE)
                .budgets(costs.check(budgets, TODAY, Forecaster.standard(), new BudgetAlarms()))
                .anomalies(CostAnomalies.by(Dimension.SERVICE, Dimension.CLOUD, Dimension.TEAM)
                        .find(costs, Cost.BILLED, Map.of(), MONTH.atDay(1), TODAY))
                .advice(List.of(advice))
                .notes(List.of("2026-04-09: no rows of any cloud " + HOSTILE));
    }

    @Override
    public void close() {
        cube.close();
    }
}
