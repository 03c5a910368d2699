package io.shiyun.benchmarks;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeQuery;
import io.shiyun.finops.cube.CubeResult;
import io.shiyun.finops.cube.CubeRow;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.cube.Rollup;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ten million rows of bills added up by day, provider, service, sub-account and a tag, two exact sums: ours beside DuckDB and
 * Java streams in one run, and their answers compared. Prints figures for {@link Record}.
 */
public final class CubeBench {
    private static final int COMBOS = 2_355;
    private static final int STREAM_ROWS = 2_000_000;
    private static final CubeQuery QUERY = CubeQuery.of(Cost.BILLED, Cost.EFFECTIVE)
            .by(Dimension.DAY, Dimension.CLOUD, Dimension.SERVICE, Dimension.SUB_ACCOUNT, BillRows.TAG);

    private CubeBench() {}

    /**
     * {@code SAMPLE [ROWS]}: a FOCUS file whose shape the rows have, within SHIYUN_DATA if that is set, and how many millions
     * of them, 10 if not said.
     */
    public static void main(String[] args) throws Exception {
        int rows = (args.length > 1 ? Integer.parseInt(args[1]) : 10) * 1_000_000;
        BillRows bills = new BillRows(CpuTime.data(args[0]), COMBOS);
        byDay(bills, rows);
        mixed(bills, rows);
        streams(bills);
    }

    private static void byDay(BillRows bills, int rows) throws Exception {
        long heap = heap();
        try (Cube cube = new Cube(BillRows.SPEC)) {
            int each = rows / BillRows.DAYS;
            long before = CpuTime.process();
            for (int day = 0; day < BillRows.DAYS; day++) {
                bills.loadDay(cube, day, day == BillRows.DAYS - 1 ? rows - each * (BillRows.DAYS - 1) : each);
            }
            CpuTime.figure("load of rows from memory, texts to codes", million(rows, before), "Mrows/CPU s", "");
            CpuTime.figure(
                    "heap a row, all four costs, sums by day included",
                    (double) (heap() - heap) / rows,
                    "B",
                    "at most 30");
            CpuTime.figure("the same as the cube counts it", (double) cube.bytes() / rows, "B", "");
            try (DuckBills duck = new DuckBills(bills, rows, false)) {
                double ours = rate(rows, 4, cube);
                double coded = rows / 1e6 / CpuTime.bestOf(6, () -> duck.fold("coded"));
                compare(cube.scan(QUERY), duck.answer());
                double texts = rows / 1e6 / CpuTime.bestOf(4, () -> duck.fold("texts"));
                ours = Math.max(ours, rate(rows, 4, cube));
                CpuTime.figure("fold, rows by day, ours", ours, "Mrows/CPU s", "at least DuckDB coded; aim 60");
                CpuTime.figure("fold, rows by day, DuckDB ENUM", coded, "Mrows/CPU s", "");
                CpuTime.figure("fold, rows by day, DuckDB texts", texts, "Mrows/CPU s", "");
                CpuTime.figure("ours beside DuckDB ENUM, rows by day", ours / coded, "times", "at least 1");
                CpuTime.figure("ours beside DuckDB texts, rows by day", ours / texts, "times", "at least 3");
                increment(bills, cube, duck, each);
            }
        }
    }

    private static void increment(BillRows bills, Cube cube, DuckBills duck, int each) throws Exception {
        Rollup rollup = cube.rollup(QUERY);
        rollup.answer().totals(Cost.BILLED);
        double kept = Double.MAX_VALUE;
        double asked = Double.MAX_VALUE;
        double coarse = Double.MAX_VALUE;
        double month = 0;
        CubeQuery byMonth = CubeQuery.of(Cost.BILLED).by(Dimension.MONTH, Dimension.SERVICE);
        for (int i = 0; i < 100; i++) {
            month += cube.query(QUERY).totals(Cost.BILLED).size();
            month += cube.query(byMonth).rows().size();
        }
        for (int day = 0; day < 10; day++) {
            bills.loadDay(cube, BillRows.DAYS + day, each);
            long start = CpuTime.thread();
            CubeResult answer = rollup.answer();
            kept = Math.min(kept, (CpuTime.thread() - start) / 1e6);
            start = CpuTime.thread();
            CubeResult fresh = cube.query(QUERY);
            asked = Math.min(asked, (CpuTime.thread() - start) / 1e6);
            start = CpuTime.thread();
            month = cube.query(byMonth).rows().size();
            coarse = Math.min(coarse, (CpuTime.thread() - start) / 1e6);
            if (!answer.totals(Cost.BILLED).equals(fresh.totals(Cost.BILLED))) {
                throw new IllegalStateException("rollup and query differ after day " + day);
            }
        }
        CpuTime.figure("query after a day's increment, kept as a rollup, five keys", kept, "CPU ms", "at most 2");
        CpuTime.figure("query after a day's increment, not asked before, five keys", asked, "CPU ms", "at most 2");
        CpuTime.figure("the same by month and service, " + (int) month + " rows made and sorted", coarse, "CPU ms", "");
        duck.addDay(bills, BillRows.DAYS, each);
        CpuTime.figure(
                "query after a day's increment, DuckDB ENUM",
                CpuTime.bestOf(4, () -> duck.fold("coded")) * 1e3,
                "CPU ms",
                "");
        long start = CpuTime.thread();
        bills.loadDay(cube, 5, each);
        CpuTime.figure(
                "restatement of a day of " + each + " rows, rollup included",
                (CpuTime.thread() - start) / 1e6,
                "CPU ms",
                "");
        if (!rollup.answer().totals(Cost.EFFECTIVE).equals(cube.scan(QUERY).totals(Cost.EFFECTIVE))) {
            throw new IllegalStateException("the rollup is not what the rows are after a restatement");
        }
    }

    private static void mixed(BillRows bills, int rows) throws Exception {
        try (Cube cube = new Cube(BillRows.SPEC);
                DuckBills duck = new DuckBills(bills, rows, true)) {
            bills.loadMixed(cube, rows);
            double ours = rate(rows, 4, cube);
            double coded = rows / 1e6 / CpuTime.bestOf(5, () -> duck.fold("coded"));
            compare(cube.scan(QUERY), duck.answer());
            CpuTime.figure("fold, days mixed at random, ours", ours, "Mrows/CPU s", "at least DuckDB coded");
            CpuTime.figure("fold, days mixed at random, DuckDB ENUM", coded, "Mrows/CPU s", "");
            CpuTime.figure("ours beside DuckDB ENUM, days mixed", ours / coded, "times", "at least 1");
        }
    }

    private record Row(
            LocalDate day,
            String provider,
            String service,
            String account,
            String tag,
            BigDecimal billed,
            BigDecimal effective) {}

    private record Key(LocalDate day, String provider, String service, String account, String tag) {}

    private record Pair(BigDecimal billed, BigDecimal effective) {
        Pair plus(Pair other) {
            return new Pair(billed.add(other.billed), effective.add(other.effective));
        }
    }

    private static void streams(BillRows bills) throws Exception {
        List<Row> rows = new ArrayList<>(STREAM_ROWS);
        bills.rows(STREAM_ROWS, false, (day, combo, billed, effective) -> {
            List<String> key = bills.combos.get(combo);
            rows.add(new Row(
                    BillRows.FIRST.plusDays(day),
                    key.get(0),
                    key.get(1),
                    key.get(2),
                    key.get(3),
                    BigDecimal.valueOf(billed, 11),
                    BigDecimal.valueOf(effective, 11)));
        });
        try (Cube cube = new Cube(BillRows.SPEC)) {
            for (int day = 0; day < BillRows.DAYS; day++) {
                bills.loadDay(cube, day, STREAM_ROWS / BillRows.DAYS);
            }
            double ours = rate((int) cube.rows(), 10, cube);
            double theirs = rows.size()
                    / 1e6
                    / CpuTime.bestOf(
                            5,
                            () -> rows.stream()
                                    .collect(Collectors.toMap(
                                            row -> new Key(row.day, row.provider, row.service, row.account, row.tag),
                                            row -> new Pair(row.billed, row.effective),
                                            Pair::plus)));
            CpuTime.figure("fold, Java streams with BigDecimal, 2 M rows", theirs, "Mrows/CPU s", "");
            CpuTime.figure("ours beside Java streams, 2 M rows", ours / theirs, "times", "at least 7");
        }
    }

    private static void compare(CubeResult ours, Map<List<String>, List<BigDecimal>> theirs) {
        List<CubeRow> rows = ours.rows();
        boolean same = rows.size() == theirs.size();
        for (CubeRow row : rows) {
            List<BigDecimal> sums = theirs.get(row.key());
            same &= sums != null
                    && sums.get(0).compareTo(row.amount(Cost.BILLED)) == 0
                    && sums.get(1).compareTo(row.amount(Cost.EFFECTIVE)) == 0;
        }
        if (!same) {
            throw new IllegalStateException("the answers differ: " + rows.size() + " and " + theirs.size() + " groups");
        }
        System.out.println(rows.size() + " groups, equal to the last digit");
    }

    /** Returns how many million rows a second of processor time ours adds up, the best of some runs of five folds each. */
    private static double rate(int rows, int runs, Cube cube) throws Exception {
        return 5
                * (rows / 1e6)
                / CpuTime.bestOf(runs, () -> {
                    CubeResult last = cube.scan(QUERY);
                    for (int i = 1; i < 5; i++) {
                        last = cube.scan(QUERY);
                    }
                    return last;
                });
    }

    private static double million(int rows, long before) {
        return rows / 1e6 / ((CpuTime.process() - before) / 1e9);
    }

    private static long heap() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
