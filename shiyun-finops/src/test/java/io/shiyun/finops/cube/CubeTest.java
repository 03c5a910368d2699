package io.shiyun.finops.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.Part;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeTest {
    private static final LocalDate START = LocalDate.of(2024, 8, 20);
    private static final CubeSpec SPEC =
            CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE, Dimension.REGION, Dimension.TEAM);

    /** A row of a bill, for the plain sums that ours must equal. */
    private record Row(Part part, LocalDateTime start, String currency, List<String> values, List<BigDecimal> amounts) {
        String value(Dimension dimension) {
            if (dimension.equals(Dimension.HOUR)) {
                return start.toString().substring(0, 13);
            }
            if (dimension.equals(Dimension.DAY)) {
                return start.toLocalDate().toString();
            }
            if (dimension.equals(Dimension.MONTH)) {
                return start.toString().substring(0, 7);
            }
            return dimension.equals(Dimension.BILLING_PERIOD)
                    ? part.billingPeriod().toString()
                    : values.get(SPEC.dimensions().indexOf(dimension));
        }
    }

    private static BigDecimal amount(Random random) {
        return switch (random.nextInt(20)) {
            case 0 ->
                new BigDecimal("0.1234567890123456789012345678").multiply(BigDecimal.valueOf(random.nextInt(9) - 4));
            case 1 -> BigDecimal.valueOf(Long.MAX_VALUE - 3, 11);
            case 2 -> BigDecimal.valueOf(-Long.MAX_VALUE + 5, 11);
            case 3 -> new BigDecimal("123456789012345.67");
            case 4 -> BigDecimal.ZERO;
            default -> BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000L, 11);
        };
    }

    private static List<Row> rows(Part part, long seed, int count) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(
                    part,
                    START.atStartOfDay().plusHours(random.nextInt(24 * 40)),
                    random.nextInt(5) == 0 ? "CNY" : "USD",
                    List.of(
                            "cloud" + random.nextInt(3),
                            "service" + random.nextInt(20),
                            "",
                            random.nextInt(3) == 0 ? "" : "team" + random.nextInt(4)),
                    List.of(amount(random), amount(random), amount(random), amount(random))));
        }
        return rows;
    }

    private static void load(Cube cube, List<Row> rows) {
        try (CubeFeed feed = cube.feed(rows.get(0).part)) {
            for (Row row : rows) {
                feed.add(row.start.toEpochSecond(ZoneOffset.UTC), row.currency, row.values, row.amounts);
            }
            feed.commit();
        }
    }

    private static Map<String, List<BigDecimal>> plain(Stream<Row> rows, CubeQuery query) {
        Map<String, List<BigDecimal>> sums = new TreeMap<>();
        rows.filter(row -> !row.start.toLocalDate().isBefore(query.from())
                        && row.start.toLocalDate().isBefore(query.to()))
                .filter(row -> query.where().entrySet().stream()
                        .allMatch(filter -> filter.getValue().contains(row.value(filter.getKey()))))
                .forEach(row -> {
                    List<String> key =
                            new ArrayList<>(query.by().stream().map(row::value).toList());
                    key.add(row.currency);
                    List<BigDecimal> more = query.costs().stream()
                            .map(cost -> row.amounts.get(cost.ordinal()))
                            .toList();
                    sums.merge(String.join("|", key), more, CubeTest::add);
                });
        sums.replaceAll((key, amounts) ->
                amounts.stream().map(BigDecimal::stripTrailingZeros).toList());
        return sums;
    }

    private static List<BigDecimal> add(List<BigDecimal> a, List<BigDecimal> b) {
        List<BigDecimal> sum = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i).add(b.get(i)));
        }
        return sum;
    }

    private static Map<String, List<BigDecimal>> ours(CubeResult result) {
        Map<String, List<BigDecimal>> sums = new LinkedHashMap<>();
        for (CubeRow row : result.rows()) {
            List<String> key = new ArrayList<>(row.key());
            key.add(row.currency());
            List<BigDecimal> amounts = result.query().costs().stream()
                    .map(cost -> row.amount(cost).stripTrailingZeros())
                    .toList();
            assertThat(sums.put(String.join("|", key), amounts)).isNull();
        }
        return sums;
    }

    private static List<CubeQuery> queries() {
        CubeQuery all = CubeQuery.of(Cost.BILLED, Cost.EFFECTIVE);
        return List.of(
                CubeQuery.of(Cost.BILLED),
                CubeQuery.of(Cost.BILLED, Cost.EFFECTIVE, Cost.LIST, Cost.CONTRACTED)
                        .by(Dimension.MONTH, Dimension.TEAM),
                all.by(Dimension.DAY, Dimension.CLOUD, Dimension.SERVICE, Dimension.REGION, Dimension.TEAM),
                all.by(Dimension.CLOUD, Dimension.HOUR),
                all.by(Dimension.BILLING_PERIOD, Dimension.SERVICE),
                CubeQuery.of(Cost.LIST)
                        .by(Dimension.SERVICE, Dimension.DAY)
                        .where(Dimension.CLOUD, "cloud1", "cloud9")
                        .where(Dimension.TEAM, "", "team2")
                        .between(START.plusDays(3), START.plusDays(20)),
                all.by(Dimension.HOUR)
                        .where(Dimension.BILLING_PERIOD, "2024-09-01")
                        .between(START.plusDays(3), START.plusDays(9)));
    }

    @Test
    void everyAnswerEqualsSumsOfDecimalsAlsoAfterARestatement() {
        Part august = new Part("a.csv", "cloud", LocalDate.of(2024, 8, 1));
        Part september = new Part("s.csv", "cloud", LocalDate.of(2024, 9, 1));
        Part october = new Part("o.csv", "cloud", LocalDate.of(2024, 10, 1));
        try (Cube cube = new Cube(SPEC)) {
            load(cube, rows(august, 1, 20_000));
            List<Rollup> rollups = queries().stream()
                    .filter(query -> !query.by().contains(Dimension.HOUR))
                    .map(cube::rollup)
                    .toList();
            rollups.forEach(Rollup::answer);
            load(cube, rows(september, 2, 30_000));
            rollups.forEach(Rollup::answer);
            load(cube, rows(october, 3, 5_000));
            load(cube, rows(september, 4, 17_000));
            assertThat(cube.retract(october)).isTrue();
            assertThat(cube.retract(october)).isFalse();
            assertThat(cube.rows()).isEqualTo(37_000);
            List<Row> counted = new ArrayList<>(rows(august, 1, 20_000));
            counted.addAll(rows(september, 4, 17_000));
            for (CubeQuery query : queries()) {
                Map<String, List<BigDecimal>> expected = plain(counted.stream(), query);
                assertThat(ours(cube.query(query))).as("%s", query).isEqualTo(expected);
                assertThat(ours(cube.scan(query))).as("%s", query).isEqualTo(expected);
                assertThat(cube.query(query).size()).isEqualTo(expected.size());
            }
            rollups.forEach(rollup -> assertThat(ours(rollup.answer()))
                    .isEqualTo(plain(counted.stream(), rollup.answer().query())));
        }
    }

    @Test
    void totalsAreByCurrencyAndOfAllGroups() {
        try (Cube cube = new Cube(SPEC)) {
            List<Row> rows = rows(new Part("a", "cloud", START), 9, 9_000);
            load(cube, rows);
            CubeQuery query = CubeQuery.of(Cost.EFFECTIVE).by(Dimension.DAY, Dimension.SERVICE);
            Map<String, BigDecimal> totals = cube.query(query).totals(Cost.EFFECTIVE);
            assertThat(totals.keySet()).containsExactly("CNY", "USD");
            totals.forEach((currency, total) -> assertThat(total)
                    .isEqualByComparingTo(rows.stream()
                            .filter(row -> row.currency.equals(currency))
                            .map(row -> row.amounts.get(1))
                            .reduce(BigDecimal.ZERO, BigDecimal::add)));
            assertThatThrownBy(() -> cube.query(query).totals(Cost.LIST)).hasMessageContaining("not asked for");
        }
    }

    @Test
    void anAnswerDoesNotChangeWhenMoreIsLoaded() {
        try (Cube cube = new Cube(SPEC)) {
            load(cube, rows(new Part("a", "cloud", START), 1, 5_000));
            CubeQuery query = CubeQuery.of(Cost.BILLED).by(Dimension.DAY);
            Rollup rollup = cube.rollup(query);
            CubeResult before = rollup.answer();
            CubeResult asked = cube.query(query);
            Map<String, List<BigDecimal>> then = ours(before);
            load(cube, rows(new Part("b", "cloud", START), 2, 5_000));
            assertThat(ours(before)).isEqualTo(then);
            assertThat(ours(asked)).isEqualTo(then);
            assertThat(ours(rollup.answer())).isNotEqualTo(then).isEqualTo(ours(cube.query(query)));
        }
    }

    @Test
    void manyCombinationsAreAddedUpByAHash() {
        try (Cube cube = new Cube(CubeSpec.of(Dimension.extra("x_Resource")).costs(Cost.BILLED))) {
            Map<String, BigDecimal> expected = new TreeMap<>();
            Random random = new Random(4);
            try (CubeFeed feed = cube.feed(new Part("a", "cloud", START))) {
                for (int i = 0; i < 40_000; i++) {
                    long start = START.toEpochDay() * 86_400 + random.nextInt(400) * 86_400L;
                    String resource = "r" + random.nextInt(20_000);
                    BigDecimal cost = BigDecimal.valueOf(random.nextInt(1_000_000), 9);
                    feed.add(start, "USD", List.of(resource), List.of(cost));
                    expected.merge(LocalDate.ofEpochDay(start / 86_400) + "|" + resource, cost, BigDecimal::add);
                }
                feed.commit();
            }
            CubeQuery query = CubeQuery.of(Cost.BILLED).by(Dimension.DAY, Dimension.extra("x_Resource"));
            for (CubeResult result : List.of(cube.query(query), cube.scan(query))) {
                Map<String, BigDecimal> sums = new TreeMap<>();
                result.rows().forEach(row -> sums.put(String.join("|", row.key()), row.amount(Cost.BILLED)));
                assertThat(sums.keySet()).isEqualTo(expected.keySet());
                expected.forEach((key, sum) -> assertThat(sums.get(key)).isEqualByComparingTo(sum));
            }
        }
    }

    @Test
    void aLoadThatIsNotCommittedLeavesNothing() {
        try (Cube cube = new Cube(SPEC)) {
            try (CubeFeed feed = cube.feed(new Part("a", "cloud", START))) {
                feed.add(
                        0,
                        "USD",
                        List.of("c", "s", "r", "t"),
                        List.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE));
                assertThatThrownBy(() -> cube.feed(new Part("b", "cloud", START)))
                        .hasMessageContaining("'b'");
            }
            assertThat(cube.rows()).isZero();
            assertThat(cube.query(CubeQuery.of(Cost.BILLED).by(Dimension.DAY)).rows())
                    .isEmpty();
            assertThat(cube.scan(CubeQuery.of(Cost.BILLED)).totals(Cost.BILLED)).isEmpty();
            load(cube, rows(new Part("b", "cloud", START), 2, 10));
            assertThat(cube.rows()).isEqualTo(10);
        }
    }

    @Test
    void moreThanTheMemoryIsRefusedWithTheSizeItWouldNeed() {
        List<Row> rows = rows(new Part("big", "cloud", START), 6, 100_000);
        try (Cube small = new Cube(SPEC.memory(1 << 20));
                Cube large = new Cube(SPEC)) {
            load(small, rows.subList(0, 1_000));
            CubeFullException refused = catchThrowableOfType(CubeFullException.class, () -> load(small, rows));
            assertThat(small.rows()).isEqualTo(1_000);
            assertThat(small.query(CubeQuery.of(Cost.BILLED)).rows()).isNotEmpty();
            load(large, rows);
            assertThat(refused.needed()).isCloseTo(large.bytes(), org.assertj.core.data.Percentage.withPercentage(25));
            assertThat(refused).hasMessageContaining("'big'").hasMessageContaining("CubeSpec.spill");
        }
    }

    @Test
    void moreThanTheMemoryGoesToAFileThatIsDeletedAfterwards(@TempDir Path folder) throws Exception {
        Random random = new Random(8);
        Part part = new Part("big", "cloud", START);
        List<Row> fixed = Stream.generate(() -> new Row(
                        part,
                        START.atStartOfDay().plusHours(random.nextInt(24 * 9)),
                        "USD",
                        List.of("c", "s" + random.nextInt(9), "r", "t"),
                        Stream.generate(() -> BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 11))
                                .limit(4)
                                .toList()))
                .limit(200_000)
                .toList();
        try (Cube cube = new Cube(SPEC.memory(2 << 20).spill(folder));
                Cube large = new Cube(SPEC)) {
            load(cube, fixed);
            load(large, fixed);
            assertThat(cube.bytes()).isLessThan(2 << 20);
            assertThat(large.bytes()).isGreaterThan(2 << 20);
            CubeQuery query = CubeQuery.of(Cost.BILLED, Cost.LIST).by(Dimension.HOUR, Dimension.TEAM);
            assertThat(ours(cube.query(query))).isEqualTo(ours(large.query(query)));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void sumsBeyond64BitsAreExact() {
        try (Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD).costs(Cost.BILLED))) {
            BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE, 11);
            BigDecimal least = BigDecimal.valueOf(Long.MIN_VALUE + 2, 11);
            BigDecimal sum = BigDecimal.ZERO;
            try (CubeFeed feed = cube.feed(new Part("a", "cloud", START))) {
                for (int i = 0; i < 50_000; i++) {
                    BigDecimal amount = i < 30_000 ? most : least;
                    feed.addFixed(0, "USD", List.of("c"), amount.unscaledValue().longValueExact());
                    sum = sum.add(amount);
                }
                feed.commit();
            }
            CubeQuery query = CubeQuery.of(Cost.BILLED).by(Dimension.CLOUD);
            Rollup rollup = cube.rollup(query);
            for (CubeResult result : List.of(cube.query(query), cube.scan(query), rollup.answer())) {
                assertThat(result.rows().get(0).amount(Cost.BILLED)).isEqualByComparingTo(sum);
                assertThat(result.totals(Cost.BILLED).get("USD")).isEqualByComparingTo(sum);
            }
            cube.retract(new Part("a", "cloud", START));
            assertThat(rollup.answer().rows()).isEmpty();
        }
    }

    @Test
    void whatTheCubeDoesNotKeepIsRefusedByName() {
        try (Cube cube = new Cube(SPEC.costs(Cost.BILLED))) {
            assertThatThrownBy(() -> cube.query(CubeQuery.of(Cost.BILLED).by(Dimension.SUB_ACCOUNT)))
                    .hasMessageContaining("SubAccountId")
                    .hasMessageContaining("CubeSpec.of");
            assertThatThrownBy(() -> cube.query(CubeQuery.of(Cost.LIST))).hasMessageContaining("LIST");
            assertThatThrownBy(() -> CubeQuery.of(Cost.LIST).by(Dimension.DAY, Dimension.MONTH))
                    .hasMessageContaining("Two units");
            assertThatThrownBy(() -> CubeQuery.of(Cost.LIST).between(START, START))
                    .hasMessageContaining("ends on");
            assertThatThrownBy(() -> cube.rollup(CubeQuery.of(Cost.BILLED).by(Dimension.HOUR)))
                    .hasMessageContaining("hour");
            assertThatThrownBy(() -> SPEC.role(Dimension.CLOUD, Dimension.tag("x")))
                    .hasMessageContaining("no role");
            assertThatThrownBy(() -> Dimension.of(FocusColumn.TAGS)).hasMessageContaining("tag(key)");
            assertThatThrownBy(() -> SPEC.memory(1)).hasMessageContaining("65536");
        }
        assertThat(SPEC.role(Dimension.TEAM, Dimension.extra("x_Team")).extras())
                .containsExactly("x_Team");
        assertThat(SPEC.columns()).contains(FocusColumn.TAGS, FocusColumn.REGION_ID, FocusColumn.LIST_COST);
    }

    @Test
    void rowsTakeFewBytes() {
        try (Cube cube = new Cube(SPEC)) {
            Random random = new Random(1);
            String[] services = new String[60];
            Arrays.setAll(services, i -> "service" + i);
            try (CubeFeed feed = cube.feed(new Part("a", "cloud", START))) {
                for (int i = 0; i < 500_000; i++) {
                    long cost = random.nextLong(1_000_000_000_000L);
                    feed.addFixed(
                            START.toEpochDay() * 86_400 + i / 20_000 * 86_400L,
                            "USD",
                            List.of("c" + i % 3, services[i % 60], "r" + i % 7, "t" + i % 2),
                            cost,
                            cost - 5,
                            cost * 2,
                            cost);
                }
                feed.commit();
            }
            assertThat((double) cube.bytes() / cube.rows()).isLessThan(30);
        }
    }
}
