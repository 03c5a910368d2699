package io.shiyun.examples;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A small bill of two clouds in the form of FOCUS 1.0: 110 days, a calmer weekend, and a day on which something ran wild. */
final class BillFile {
    /** The day on which it did. */
    static final LocalDate JUMP = LocalDate.of(2026, 4, 14);

    private static final int DAYS = 110;
    private static final String HEADER =
            "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,"
                    + "BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,"
                    + "ChargeClass,ChargeDescription,InvoiceIssuerName,PricingQuantity,PricingUnit,ProviderName,PublisherName,"
                    + "RegionId,ServiceCategory,ServiceName,Tags";

    /** What is charged each day. */
    private record Line(String cloud, String service, String region, String team, String perDay) {}

    private static final List<Line> LINES = List.of(
            new Line("AWS", "Compute", "eu-west-1", "shop", "180.12345678901"),
            new Line("AWS", "Storage", "eu-west-1", "data", "41.00000000009"),
            new Line("Azure", "Virtual Machines", "westeurope", "shop", "95.5"));

    private BillFile() {}

    /** Writes the bill of the days before this one. */
    static Path write(Path file, LocalDate today) throws IOException {
        List<String> rows = new ArrayList<>();
        rows.add(HEADER);
        for (LocalDate day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
            for (Line line : LINES) {
                rows.add(row(line, day));
            }
        }
        return Files.write(file, rows);
    }

    private static String row(Line line, LocalDate day) {
        String cost = cost(line, day).toPlainString();
        LocalDate month = day.withDayOfMonth(1);
        return String.join(
                ",",
                cost,
                cost,
                cost,
                cost,
                "4711",
                "Main",
                "USD",
                month + "T00:00:00Z",
                month.plusMonths(1) + "T00:00:00Z",
                day + "T00:00:00Z",
                day.plusDays(1) + "T00:00:00Z",
                "Usage",
                "",
                "one day",
                line.cloud,
                "1",
                "Days",
                line.cloud,
                line.cloud,
                line.region,
                "Compute",
                line.service,
                "\"{\"\"team\"\":\"\"" + line.team + "\"\"}\"");
    }

    /** A price times the day: weekends cost less, each day is a little different, and one is out of line. */
    private static BigDecimal cost(Line line, LocalDate day) {
        int wave = 1000 + Math.floorMod((int) day.toEpochDay() * 37 + line.service.length() * 11, 41) - 20;
        BigDecimal cost = new BigDecimal(line.perDay).multiply(BigDecimal.valueOf(wave, 3));
        if (day.getDayOfWeek().getValue() > 5) {
            cost = cost.multiply(new BigDecimal("0.7"));
        }
        return day.equals(JUMP) && line.service.equals("Compute") ? cost.multiply(new BigDecimal("2.5")) : cost;
    }

    /** Returns what all of it is, added up with the numbers of the JDK alone. */
    static BigDecimal total(LocalDate today) {
        BigDecimal total = BigDecimal.ZERO;
        for (LocalDate day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
            for (Line line : LINES) {
                total = total.add(cost(line, day));
            }
        }
        return total;
    }
}
