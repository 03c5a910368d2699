package io.shiyun.benchmarks;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeQuery;
import io.shiyun.finops.cube.CubeRow;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.Part;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of made-up bills in the shape of a real one: its combinations of provider, service, sub-account and tag, each repeated
 * under changed sub-accounts until there are as many as asked for; 90 days; costs at random to 1e-11. The same seed gives
 * the same rows.
 */
final class BillRows {
    static final LocalDate FIRST = LocalDate.of(2024, 7, 1);
    static final int DAYS = 90;
    static final Dimension TAG = Dimension.tag("application");
    static final CubeSpec SPEC = CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE, Dimension.SUB_ACCOUNT, TAG);

    private static final long TEN_DOLLARS = 1_000_000_000_000L;

    final List<List<String>> combos = new ArrayList<>();

    /** Takes a row: how many days after the first, which combination, and both costs in 1e-11. */
    @FunctionalInterface
    interface Taker {
        void row(int day, int combo, long billed, long effective);
    }

    BillRows(Path sample, int wanted) {
        List<CubeRow> rows;
        try (Cube cube = new Cube(SPEC)) {
            FocusCodes codes = cube.codes();
            new FocusReader(codes, cube).read(sample);
            rows = cube.query(CubeQuery.of(Cost.BILLED).by(SPEC.dimensions().toArray(new Dimension[0])))
                    .rows();
        }
        for (int copy = 0; combos.size() < wanted; copy++) {
            for (CubeRow row : rows) {
                if (combos.size() < wanted) {
                    List<String> key = new ArrayList<>(row.key());
                    key.set(2, key.get(2) + "-" + copy);
                    combos.add(key);
                }
            }
        }
    }

    /** Makes the rows of one day. */
    void day(int day, int count, Taker to) {
        SplittableRandom random = new SplittableRandom(1_000 + day);
        for (int i = 0; i < count; i++) {
            to.row(day, random.nextInt(combos.size()), random.nextLong(TEN_DOLLARS), random.nextLong(TEN_DOLLARS));
        }
    }

    /** Makes rows of all days, one day after the other or all mixed. */
    void rows(int count, boolean mixed, Taker to) {
        int each = count / DAYS;
        if (!mixed) {
            for (int day = 0; day < DAYS; day++) {
                day(day, day == DAYS - 1 ? count - each * (DAYS - 1) : each, to);
            }
            return;
        }
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < count; i++) {
            to.row(
                    random.nextInt(DAYS),
                    random.nextInt(combos.size()),
                    random.nextLong(TEN_DOLLARS),
                    random.nextLong(TEN_DOLLARS));
        }
    }

    /** Loads one day as a file of its own. */
    void loadDay(Cube cube, int day, int count) {
        try (CubeFeed feed = cube.feed(part(day))) {
            day(day, count, taker(feed));
            feed.commit();
        }
    }

    static Part part(int day) {
        LocalDate date = FIRST.plusDays(day);
        return new Part("day-" + day + ".csv", "all", date.withDayOfMonth(1));
    }

    /** Loads everything as one file with its days mixed. */
    void loadMixed(Cube cube, int count) {
        try (CubeFeed feed = cube.feed(new Part("mixed.csv", "all", FIRST))) {
            rows(count, true, taker(feed));
            feed.commit();
        }
    }

    private Taker taker(CubeFeed feed) {
        return (day, combo, billed, effective) -> feed.addFixed(
                FIRST.plusDays(day).toEpochDay() * 86_400,
                "USD",
                combos.get(combo),
                billed,
                effective,
                billed + 7,
                effective ^ 5);
    }
}
