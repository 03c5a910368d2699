package io.shiyun.benchmarks;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusExport;
import io.shiyun.finops.focus.FocusOptions;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.FocusVersion;
import io.shiyun.finops.focus.IngestReport;
import io.shiyun.finops.parquet.ParquetBills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A FOCUS file to a rollup by day, provider, service, sub-account and the tag application with two exact sums, ours and
 * DuckDB's by turns, in million rows per second of CPU of the whole process, and their answers compared. Ours checks every
 * field of every row. {@code FocusIngest ROWS [RUNS] [parquet]}; the file is written once into the directory for temporary
 * files, with {@code parquet} by our own export, and {@code -Dduckdb=true} asks for the peer. Prints figures for {@link Record}.
 */
public final class FocusIngest {
    private static final Set<FocusColumn> COLUMNS = Set.of(
            FocusColumn.BILLED_COST,
            FocusColumn.EFFECTIVE_COST,
            FocusColumn.PROVIDER_NAME,
            FocusColumn.SERVICE_NAME,
            FocusColumn.SUB_ACCOUNT_ID,
            FocusColumn.TAGS);

    private FocusIngest() {}

    /** Takes the number of rows and how often to run. */
    public static void main(String[] args) throws IOException, SQLException {
        long rows = Long.parseLong(args[0]);
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        boolean peer = Boolean.getBoolean("duckdb");
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "focus-" + rows + ".csv");
        if (!Files.exists(file)) {
            FocusCsv.write(rows, file);
        }
        boolean parquet = args.length > 2 && args[2].equals("parquet");
        if (parquet) {
            file = parquet(file);
        }
        double[] ours = new double[runs];
        double[] theirs = new double[runs];
        for (int run = 0; run < runs; run++) {
            long before = CpuTime.process();
            long wall = System.nanoTime();
            String answer = ours(file, parquet);
            ours[run] = print("ours", rows, CpuTime.process() - before, System.nanoTime() - wall, file, answer);
            if (peer) {
                before = CpuTime.process();
                wall = System.nanoTime();
                String other = duckdb(file);
                theirs[run] = print(
                        "duckdb, 1 thread", rows, CpuTime.process() - before, System.nanoTime() - wall, file, other);
                if (!answer.equals(other)) {
                    throw new IllegalStateException("ours " + answer + ", DuckDB's " + other);
                }
            }
        }
        figures(ours, "ours, every row checked");
        if (peer) {
            figures(theirs, "DuckDB, one thread");
            CpuTime.figure("ours beside DuckDB, median", median(ours) / median(theirs), "times", "at least 2, aim 2.5");
            CpuTime.figure("ours beside DuckDB, best", best(ours) / best(theirs), "times", "at least 2, aim 2.5");
        }
    }

    private static void figures(double[] rates, String who) {
        CpuTime.figure("FOCUS to rollup, " + who + ", median", median(rates), "Mrows/CPU s", "");
        CpuTime.figure("FOCUS to rollup, " + who + ", best", best(rates), "Mrows/CPU s", "");
    }

    private static double median(double[] rates) {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private static double best(double[] rates) {
        return Arrays.stream(rates).max().orElseThrow();
    }

    private static String ours(Path file, boolean parquet) throws IOException {
        IngestRollup rollup = new IngestRollup();
        FocusReader reader = new FocusReader(
                new FocusCodes(COLUMNS, List.of(), List.of()),
                rollup,
                FocusOptions.defaults().lenientColumns());
        IngestReport report = parquet ? ParquetBills.read(reader, file) : reader.read(file);
        if (!report.in()) {
            throw new IOException(report.toString());
        }
        return rollup.toString();
    }

    private static Path parquet(Path csv) throws IOException {
        Path file = csv.resolveSibling(csv.getFileName() + ".parquet");
        if (!Files.exists(file)) {
            long before = CpuTime.process();
            IngestReport report = FocusExport.to(FocusVersion.V1_2)
                    .as(ParquetBills.FORMAT)
                    .reading(FocusOptions.defaults().lenientColumns())
                    .convert(csv, file);
            if (!report.in()) {
                throw new IOException(report.toString());
            }
            print("our export", report.rows(), CpuTime.process() - before, 0, csv, Files.size(file) + " bytes");
        }
        return file;
    }

    private static String duckdb(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads=1");
            String from = file.toString().endsWith(".parquet")
                    ? "read_parquet('" + file + "')"
                    : "read_csv('" + file
                            + "', header=true, types={'BilledCost':'DECIMAL(18,11)',"
                            + "'EffectiveCost':'DECIMAL(18,11)','ListCost':'DECIMAL(18,11)','ContractedCost':'DECIMAL(18,11)',"
                            + "'SubAccountId':'VARCHAR','BillingAccountId':'VARCHAR'})";
            String sql = "select count(*), sum(b), sum(e) from (select cast(ChargePeriodStart as date) d, ProviderName,"
                    + " ServiceName, SubAccountId, json_extract_string(Tags, '$.application') a, sum(BilledCost)"
                    + " b, sum(EffectiveCost) e from " + from + " group by all)";
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1) + " groups, billed "
                        + result.getBigDecimal(2).toPlainString() + ", effective "
                        + result.getBigDecimal(3).toPlainString();
            }
        }
    }

    private static double print(String who, long rows, long cpu, long wall, Path file, String answer)
            throws IOException {
        double rate = rows * 1e3 / cpu;
        System.out.printf(
                Locale.ROOT,
                "%-18s %6.3f Mrows/CPU-s  %5.0f MB/CPU-s  CPU %5.2f s  wall %5.2f s  %s%n",
                who,
                rate,
                Files.size(file) * 1e3 / cpu,
                cpu / 1e9,
                wall / 1e9,
                answer);
        return rate;
    }
}
