package io.shiyun.benchmarks;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusExport;
import io.shiyun.finops.focus.FocusOptions;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.FocusSink;
import io.shiyun.finops.focus.FocusVersion;
import io.shiyun.finops.focus.IngestReport;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.focus.RowBatch;
import io.shiyun.finops.parquet.ParquetBills;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A FOCUS file to a rollup by day, provider, service, sub-account and the tag application with two exact sums, ours
 * beside DuckDB's, in million rows per second of CPU of the whole process. Ours checks every field of every row.
 * {@code FocusIngest ROWS [RUNS] [parquet]}; the file is written once into the directory for temporary files, with
 * {@code parquet} by our own export.
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
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "focus-" + rows + ".csv");
        if (!Files.exists(file)) {
            FocusCsv.write(rows, file);
        }
        boolean parquet = args.length > 2 && args[2].equals("parquet");
        if (parquet) {
            file = parquet(file);
        }
        for (int run = 0; run < runs; run++) {
            long before = cpu();
            long wall = System.nanoTime();
            Rollup rollup = new Rollup();
            FocusReader reader = new FocusReader(
                    new FocusCodes(COLUMNS, List.of(), List.of()),
                    rollup,
                    FocusOptions.defaults().lenientColumns());
            IngestReport report = parquet ? ParquetBills.read(reader, file) : reader.read(file);
            if (!report.in()) {
                throw new IOException(report.toString());
            }
            print("ours", rows, cpu() - before, System.nanoTime() - wall, Files.size(file), rollup.toString());
        }
        if (Boolean.getBoolean("duckdb")) {
            for (int run = 0; run < runs; run++) {
                duckdb(file, rows);
            }
        }
    }

    private static Path parquet(Path csv) throws IOException {
        Path file = csv.resolveSibling(csv.getFileName() + ".parquet");
        if (!Files.exists(file)) {
            long before = cpu();
            IngestReport report = FocusExport.to(FocusVersion.V1_2)
                    .as(ParquetBills.FORMAT)
                    .reading(FocusOptions.defaults().lenientColumns())
                    .convert(csv, file);
            if (!report.in()) {
                throw new IOException(report.toString());
            }
            print("our export", report.rows(), cpu() - before, 0, Files.size(csv), Files.size(file) + " bytes");
        }
        return file;
    }

    private static void duckdb(Path file, long rows) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads=1");
            long before = cpu();
            long wall = System.nanoTime();
            String from = file.toString().endsWith(".parquet")
                    ? "read_parquet('" + file + "')"
                    : "read_csv('" + file
                            + "', header=true, types={'BilledCost':'DECIMAL(18,11)',"
                            + "'EffectiveCost':'DECIMAL(18,11)','ListCost':'DECIMAL(18,11)','ContractedCost':'DECIMAL(18,11)',"
                            + "'SubAccountId':'VARCHAR','BillingAccountId':'VARCHAR'})";
            String sql =
                    "select count(*), sum(b), sum(e) from (select cast(ChargePeriodStart as date) d, ProviderName, "
                            + "ServiceName, SubAccountId, json_extract_string(Tags, '$.application') a, sum(BilledCost) b, "
                            + "sum(EffectiveCost) e from " + from + " group by all)";
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                String answer = result.getLong(1) + " groups, billed "
                        + result.getBigDecimal(2).toPlainString() + ", effective "
                        + result.getBigDecimal(3).toPlainString();
                print("duckdb, 1 thread", rows, cpu() - before, System.nanoTime() - wall, Files.size(file), answer);
            }
        }
    }

    private static void print(String who, long rows, long cpu, long wall, long bytes, String answer) {
        System.out.printf(
                Locale.ROOT,
                "%-18s %6.3f Mrows/CPU-s  %5.0f MB/CPU-s  CPU %5.2f s  wall %5.2f s  %s%n",
                who,
                rows * 1e3 / cpu,
                bytes * 1e3 / cpu,
                cpu / 1e9,
                wall / 1e9,
                answer);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Sums in 128 bits by a dense number of each combination of keys; the plainest rollup, staged until its commit. */
    private static final class Rollup implements FocusSink {
        private final java.math.BigInteger[] totals = {java.math.BigInteger.ZERO, java.math.BigInteger.ZERO};
        private int groups;

        @Override
        public Load begin(String file, FocusCodes codes) {
            return new Cells(codes);
        }

        @Override
        public String toString() {
            return groups + " groups, billed " + new java.math.BigDecimal(totals[0], 11).toPlainString()
                    + ", effective " + new java.math.BigDecimal(totals[1], 11).toPlainString();
        }

        /** Open addressing by a key of 64 bits. */
        private final class Cells implements Load {
            /** A key and two sums of two words each, in a line of the cache. */
            private static final int WIDTH = 8;

            private final io.shiyun.finops.focus.TagSets.Key application;
            private long[] cells = new long[WIDTH << 19];
            private int used;

            Cells(FocusCodes codes) {
                application = codes.tags().key("application");
            }

            @Override
            public void accept(RowBatch batch) {
                int[] providers = batch.codes(FocusColumn.PROVIDER_NAME);
                int[] services = batch.codes(FocusColumn.SERVICE_NAME);
                int[] accounts = batch.codes(FocusColumn.SUB_ACCOUNT_ID);
                int[] tags = batch.codes(FocusColumn.TAGS);
                long[] billed = batch.amounts(FocusColumn.BILLED_COST);
                long[] effective = batch.amounts(FocusColumn.EFFECTIVE_COST);
                int[] days = batch.days();
                if ((used + batch.rows()) * 2 > cells.length / WIDTH) {
                    grow();
                }
                int mask = cells.length / WIDTH - 1;
                for (int row = 0; row < batch.rows(); row++) {
                    long key = (((((long) days[row] << 8 | providers[row]) << 12 | services[row]) << 12 | accounts[row])
                                    << 12)
                            | application.code(tags[row]);
                    long hash = key * 0x9E3779B97F4A7C15L;
                    int at = (int) (hash >>> 40) & mask;
                    while (cells[at * WIDTH] != key) {
                        if (cells[at * WIDTH] == 0) {
                            cells[at * WIDTH] = key;
                            used++;
                            break;
                        }
                        at = (at + 1) & mask;
                    }
                    add(at * WIDTH + 1, billed[row]);
                    add(at * WIDTH + 3, effective[row]);
                }
            }

            private void grow() {
                long[] former = cells;
                cells = new long[former.length * 2];
                int mask = cells.length / WIDTH - 1;
                for (int from = 0; from < former.length; from += WIDTH) {
                    if (former[from] != 0) {
                        int at = (int) ((former[from] * 0x9E3779B97F4A7C15L) >>> 40) & mask;
                        while (cells[at * WIDTH] != 0) {
                            at = (at + 1) & mask;
                        }
                        System.arraycopy(former, from, cells, at * WIDTH, WIDTH);
                    }
                }
            }

            private void add(int at, long amount) {
                long low = cells[at] + amount;
                cells[at + 1] += (amount >> 63) + (Long.compareUnsigned(low, amount) < 0 ? 1 : 0);
                cells[at] = low;
            }

            @Override
            public void commit(List<Part> parts) {
                groups += used;
                long[] all = new long[4];
                for (int at = 0; at < cells.length; at += WIDTH) {
                    for (int total = 0; total < 4; total += 2) {
                        long add = cells[at + 1 + total];
                        long low = all[total] + add;
                        all[total + 1] += cells[at + 2 + total] + (Long.compareUnsigned(low, add) < 0 ? 1 : 0);
                        all[total] = low;
                    }
                }
                for (int total = 0; total < 2; total++) {
                    totals[total] = java.math.BigInteger.valueOf(all[total * 2 + 1])
                            .shiftLeft(64)
                            .add(new java.math.BigInteger(Long.toUnsignedString(all[total * 2])));
                }
            }

            @Override
            public void close() {
                cells = new long[WIDTH];
            }
        }
    }
}
