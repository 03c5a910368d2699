package io.shiyun.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/**
 * Writes a large FOCUS 1.0 file of lifelike shape: 20 columns, about 390 bytes a row, 90 days, 5 providers, 40 services,
 * 200 sub-accounts, tags in JSON with 60 applications, costs of 11 decimals. The seed is fixed, so each run writes the
 * same bytes. {@code FocusCsv ROWS OUT}.
 */
public final class FocusCsv {
    static final String HEADER = "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,"
            + "BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,"
            + "ChargeDescription,PricingQuantity,ProviderName,RegionId,ResourceId,ServiceName,SubAccountId,Tags";
    private static final String[] REGIONS = {"us-east-1", "eu-central-1", "ap-southeast-2", "westeurope", "cn-hangzhou"
    };

    private FocusCsv() {}

    /** Takes the number of rows and the file. */
    public static void main(String[] args) throws IOException {
        write(Long.parseLong(args[0]), Path.of(args[1]));
    }

    static void write(long rows, Path file) throws IOException {
        Random random = new Random(20_241_120);
        String[] days = new String[91];
        String[] months = new String[91];
        for (int i = 0; i < days.length; i++) {
            LocalDate day = LocalDate.of(2024, 7, 1).plusDays(i);
            days[i] = day + "T00:00:00Z";
            months[i] = day.withDayOfMonth(1) + "T00:00:00Z,"
                    + day.withDayOfMonth(1).plusMonths(1) + "T00:00:00Z";
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder row = new StringBuilder(512);
            for (long i = 0; i < rows; i++) {
                row.setLength(0);
                int account = random.nextInt(200);
                int service = (account * 7 + random.nextInt(4)) % 40;
                int provider = account % 5;
                int day = random.nextInt(90);
                int application = (account + service * 3 + random.nextInt(3)) % 60;
                cost(row, random).append(',');
                cost(row, random).append(',');
                cost(row, random).append(',');
                cost(row, random).append(",1234567890123,SunBird,USD,");
                row.append(months[day])
                        .append(',')
                        .append(days[day])
                        .append(',')
                        .append(days[day + 1]);
                row.append(",Usage,$0.0")
                        .append(service)
                        .append(" per million requests of service ")
                        .append(service);
                row.append(" in tier 1,")
                        .append(random.nextInt(10_000))
                        .append(".00000000000,Provider ")
                        .append(provider);
                row.append(',')
                        .append(REGIONS[provider])
                        .append(",arn:aws:service")
                        .append(service);
                row.append(":region:").append(100_000_000_000L + account).append(":instance/i-0");
                row.append(Integer.toHexString(random.nextInt(2_000)))
                        .append(",Managed Service Number ")
                        .append(service);
                row.append(',').append(51_738_928_000L + account).append(",\"{\"\"application\"\": \"\"Application");
                row.append(application)
                        .append("\"\", \"\"environment\"\": \"\"")
                        .append(application % 3 == 0 ? "prod" : "dev");
                row.append("\"\"}\"\n");
                out.write(row.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static StringBuilder cost(StringBuilder row, Random random) {
        long units = Math.abs(random.nextLong() % 100_000_000_000_000L) >> random.nextInt(20);
        String digits = Long.toString(units % 100_000_000_000L);
        return row.append(units / 100_000_000_000L)
                .append('.')
                .append("0".repeat(11 - digits.length()))
                .append(digits);
    }
}
