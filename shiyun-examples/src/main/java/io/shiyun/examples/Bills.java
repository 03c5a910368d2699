package io.shiyun.examples;

import static io.shiyun.finops.cube.Cost.BILLED;
import static io.shiyun.finops.cube.Dimension.CLOUD;
import static io.shiyun.finops.cube.Dimension.REGION;
import static io.shiyun.finops.cube.Dimension.SERVICE;
import static io.shiyun.finops.cube.Dimension.TEAM;

import io.shiyun.finops.anomaly.CostAnomalies;
import io.shiyun.finops.anomaly.CostAnomaly;
import io.shiyun.finops.budget.Budget;
import io.shiyun.finops.budget.BudgetAlarms;
import io.shiyun.finops.budget.BudgetStatus;
import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.Forecaster;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeQuery;
import io.shiyun.finops.cube.CubeRow;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.IngestReport;
import io.shiyun.finops.report.MonthReport;
import io.shiyun.model.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * Bills in, and what they say: a small FOCUS file made here is read; its exact totals, a budget with a forecast, the day that
 * stands out and why are printed; the month's report is written. Nothing is asked of a network. The folder for the report
 * may be given.
 */
public final class Bills {
    private static final LocalDate TODAY = LocalDate.of(2026, 4, 21);

    private Bills() {}

    /** Runs it; ends with the line {@code bills: OK}, or with exit code 1 and the reason. */
    public static void main(String[] args) throws Exception {
        Example.run("bills", (screen, folder) -> play(screen, folder, args.length > 0 ? Path.of(args[0]) : folder));
    }

    private static void play(Screen screen, Path folder, Path reports) throws IOException {
        Path csv = BillFile.write(folder.resolve("bill.csv"), TODAY);
        Path page = reports.resolve("costs.html");
        // docs:start
        try (Cube cube = new Cube(CubeSpec.of(CLOUD, SERVICE, REGION, TEAM))) {
            FocusReader reader = new FocusReader(cube.codes(), cube);
            IngestReport in = reader.read(csv); // as a whole, or not at all with every error named
            screen.line("%s", in);

            YearMonth april = YearMonth.of(2026, 4);
            CubeQuery query = CubeQuery.of(BILLED).by(CLOUD, SERVICE).between(april.atDay(1), TODAY);
            for (CubeRow row : cube.query(query).rows()) {
                screen.line("%s %s %s", row.key(), row.amount(BILLED).toPlainString(), row.currency());
            }

            CubeCosts costs = CubeCosts.of(cube).missing(CubeCosts.gaps(reader.coverage()));
            Budget budget = Budget.monthly("everything", Money.of("8500", "USD"));
            List<BudgetStatus> budgets = costs.check(List.of(budget), TODAY, Forecaster.standard(), new BudgetAlarms());
            budgets.forEach(status -> screen.line("%s; now: %s", status, status.alarms()));

            List<CostAnomaly> anomalies =
                    CostAnomalies.by(SERVICE, REGION, TEAM).find(costs, BILLED, Map.of(), april.atDay(1), TODAY);
            anomalies.forEach(anomaly -> screen.line("%s", anomaly.words()));

            MonthReport.of(costs, april, TODAY)
                    .budgets(budgets)
                    .anomalies(anomalies)
                    .coverage(reader.coverage())
                    .report(page);
            // docs:end
            screen.line("the report is %s", page);
            check(cube, in, budgets, anomalies, page);
        }
    }

    private static void check(
            Cube cube, IngestReport in, List<BudgetStatus> budgets, List<CostAnomaly> anomalies, Path page)
            throws IOException {
        Expect.that(in.in(), "the bill should be in: %s", in);
        BigDecimal total = cube.query(CubeQuery.of(BILLED)).totals(BILLED).getOrDefault("USD", BigDecimal.ZERO);
        Expect.that(total.compareTo(BillFile.total(TODAY)) == 0, "the total should be exact, not %s", total);
        Expect.that(
                budgets.get(0).alarms().size() == 1,
                "the budget should be expected to be passed, and not passed yet: %s",
                budgets);
        Expect.that(
                anomalies.size() == 1 && anomalies.get(0).from().equals(BillFile.JUMP),
                "one day should stand out: %s",
                anomalies);
        Expect.that(Files.size(page) > 10_000, "the report should be a page, not %s bytes", Files.size(page));
    }
}
