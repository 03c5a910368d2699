package io.shiyun.finops.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Part;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CostAnomaliesTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 5);
    private static final int DAYS = 120;
    private static final LocalDate END = START.plusDays(DAYS);
    private static final LocalDate EVENT = LocalDate.of(2026, 4, 15);
    private static final CostAnomalies FINDER =
            CostAnomalies.by(Dimension.SERVICE, Dimension.SUB_ACCOUNT, Dimension.REGION);

    private final Cube cube =
            new Cube(CubeSpec.of(Dimension.CLOUD, Dimension.SERVICE, Dimension.SUB_ACCOUNT, Dimension.REGION));

    @AfterEach
    void close() {
        cube.close();
    }

    /** What a line of the bill costs on a day. */
    private interface Line {
        double on(LocalDate day);
    }

    private void feed(String currency, String service, String account, String region, Line line) {
        try (CubeFeed feed = cube.feed(new Part(service + account + region + currency, "AWS", START))) {
            for (LocalDate day = START; day.isBefore(END); day = day.plusDays(1)) {
                BigDecimal amount = BigDecimal.valueOf(line.on(day)).setScale(11, RoundingMode.HALF_EVEN);
                if (amount.signum() != 0) {
                    feed.add(
                            day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                            currency,
                            List.of("AWS", service, account, region),
                            Collections.nCopies(4, amount));
                }
            }
            feed.commit();
        }
    }

    private static Line usual(double level, long seed) {
        Random random = new Random(seed);
        double[] noise = random.doubles(DAYS + 400, -1, 1).toArray();
        return day -> level
                * (day.getDayOfWeek().getValue() > 5 ? 0.6 : 1)
                * (1 + 0.04 * noise[(int) (day.toEpochDay() - START.toEpochDay())]);
    }

    private void usual() {
        feed("USD", "Compute", "1", "us", usual(500, 1));
        feed("USD", "Storage", "2", "eu", usual(200, 2));
        feed("USD", "Network", "1", "eu", usual(100, 3));
    }

    private List<CostAnomaly> find() {
        return FINDER.find(CubeCosts.of(cube), Cost.BILLED, Map.of(), LocalDate.of(2026, 3, 1), END);
    }

    private static Line with(Line line, LocalDate from, int days, double factor) {
        return day -> line.on(day) * (day.isBefore(from) || !day.isBefore(from.plusDays(days)) ? 1 : factor);
    }

    @Test
    void quietCostsWithAWeekHaveNone() {
        usual();
        assertThat(find()).isEmpty();
    }

    @Test
    void dayThatCostsMoreIsFoundWithWhatMoved() {
        usual();
        feed("USD", "Compute", "1", "us", with(usual(500, 1), EVENT, 1, 2));

        assertThat(find()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.from()).isEqualTo(EVENT);
            assertThat(anomaly.to()).isEqualTo(EVENT.plusDays(1));
            assertThat(anomaly.hidden()).isNull();
            assertThat(anomaly.impact().amount().doubleValue()).isBetween(450.0, 550.0);
            assertThat(anomaly.causes())
                    .hasSize(3)
                    .allSatisfy(moves -> assertThat(moves.concentration()).isGreaterThan(0.9));
            assertThat(anomaly.causes())
                    .extracting(moves ->
                            moves.dimension() + " " + moves.moves().get(0).member())
                    .containsExactlyInAnyOrder("ServiceName Compute", "SubAccountId 1", "RegionId us");
            assertThat(anomaly.words()).contains("2026-04-15", "more than the usual", "ServiceName Compute +");
        });
    }

    @Test
    void oppositeMovesDoNotCancel() {
        usual();
        feed("USD", "Compute", "1", "us", with(usual(500, 1), EVENT, 2, 0.6));
        feed("USD", "Storage", "2", "eu", with(usual(200, 2), EVENT, 2, 2));

        assertThat(find()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.hidden()).isNotNull();
            assertThat(anomaly.from()).isEqualTo(EVENT);
            assertThat(anomaly.to()).isEqualTo(EVENT.plusDays(2));
            Moves services = anomaly.causes().stream()
                    .filter(moves -> moves.dimension().equals(Dimension.SERVICE))
                    .findFirst()
                    .orElseThrow();
            assertThat(services.moves())
                    .extracting(Move::member)
                    .startsWith("Storage", "Compute")
                    .hasSize(3);
            assertThat(services.moves().get(0).kind()).isEqualTo(Move.Kind.ROSE);
            assertThat(services.moves().get(1).kind()).isEqualTo(Move.Kind.FELL);
            assertThat(services.gross().doubleValue()).isGreaterThan(700);
            assertThat(anomaly.words()).contains("hidden in the total");
        });
    }

    @Test
    void newAndVanishedMembersAreNamed() {
        feed("USD", "Storage", "2", "eu", usual(300, 2));
        feed("USD", "Old", "1", "us", day -> day.isBefore(EVENT) ? 250 : 0);
        feed("USD", "New", "1", "us", day -> day.isBefore(EVENT) ? 0 : 800);

        CostAnomaly anomaly = find().get(0);
        assertThat(anomaly.from()).isEqualTo(EVENT);
        Moves services = anomaly.causes().stream()
                .filter(moves -> moves.dimension().equals(Dimension.SERVICE))
                .findFirst()
                .orElseThrow();
        assertThat(services.moves().get(0).member()).isEqualTo("New");
        assertThat(services.moves().get(0).kind()).isEqualTo(Move.Kind.NEW);
        assertThat(services.moves().get(0).usual()).isEqualByComparingTo("0");
        assertThat(services.moves().get(1).member()).isEqualTo("Old");
        assertThat(services.moves().get(1).kind()).isEqualTo(Move.Kind.VANISHED);
        assertThat(services.moves().get(1).actual()).isEqualByComparingTo("0");
        assertThat(anomaly.words()).contains("ServiceName New (new) +");
    }

    @Test
    void monthlyFeeIsNoAnomaly() {
        usual();
        feed("USD", "Support", "1", "us", day -> day.getDayOfMonth() == 15 ? 2000 : 0);

        assertThat(find()).isEmpty();
    }

    @Test
    void gapInTheBillsIsNoAnomalyWhenItIsKnown() {
        Line compute = usual(500, 1);
        feed("USD", "Compute", "1", "us", day -> day.equals(EVENT) ? 20 : compute.on(day));

        assertThat(find()).isNotEmpty();
        assertThat(FINDER.find(
                        CubeCosts.of(cube).missing(Set.of(EVENT)),
                        Cost.BILLED,
                        Map.of(),
                        LocalDate.of(2026, 3, 1),
                        END))
                .isEmpty();
    }

    @Test
    void currenciesAreJudgedApart() {
        usual();
        feed("CNY", "Compute", "9", "cn", with(usual(70, 9), EVENT, 1, 3));

        assertThat(find()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.actual().currency().getCurrencyCode()).isEqualTo("CNY");
            assertThat(anomaly.causes().get(0).moves()).hasSize(1);
        });
    }

    @Test
    void movesAddUpExactlyToTheTotals() {
        Random random = new Random(11);
        for (int i = 0; i < 12; i++) {
            feed("USD", "s" + i, "a" + i % 3, "r" + i % 2, usual(50 + random.nextInt(200), i));
        }
        feed("USD", "s3", "a0", "r1", with(usual(150, 3), EVENT, 1, 20));
        CostAnomaly anomaly = FINDER.naming(4)
                .find(CubeCosts.of(cube), Cost.BILLED, Map.of(), EVENT, EVENT.plusDays(1))
                .get(0);

        for (Moves moves : anomaly.causes()) {
            BigDecimal named = moves.moves().stream().map(Move::change).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (moves.dimension().equals(Dimension.SERVICE)) {
                assertThat(moves.moves()).hasSize(4);
                assertThat(moves.others()).isEqualTo(8);
            }
            assertThat(moves.gross())
                    .isGreaterThanOrEqualTo(named.add(moves.othersChange()).abs());
            for (int i = 1; i < moves.moves().size(); i++) {
                assertThat(moves.moves().get(i).change().abs())
                        .isLessThanOrEqualTo(moves.moves().get(i - 1).change().abs());
            }
        }
        assertThat(anomaly.actual())
                .isEqualTo(new Money(
                        CubeCosts.of(cube)
                                .daily(Cost.BILLED, Map.of(), EVENT, EVENT.plusDays(1))
                                .values()
                                .iterator()
                                .next()
                                .on(EVENT),
                        anomaly.actual().currency()));
    }

    @Test
    void spikesAreFoundAndQuietDaysAreLeftAlone() {
        Random random = new Random(77);
        int found = 0;
        int wrong = 0;
        int runs = 60;
        for (int run = 0; run < runs; run++) {
            LocalDate event = LocalDate.of(2026, 3, 10).plusDays(random.nextInt(45));
            double factor = random.nextBoolean() ? 1.6 : 0.4;
            feed("USD", "Compute", "1", "us", with(usual(500, run), event, 1, factor));
            feed("USD", "Storage", "2", "eu", usual(200, 1000 + run));
            List<CostAnomaly> all = find();
            found += (int) all.stream().filter(one -> one.from().equals(event)).count();
            wrong += (int) all.stream().filter(one -> !one.from().equals(event)).count();
        }
        System.out.printf(
                Locale.ROOT, "anomalies: %d of %d found, %d wrong in %d quiet days%n", found, runs, wrong, runs * 64);
        assertThat(found).isGreaterThanOrEqualTo(runs * 9 / 10);
        assertThat(wrong).isLessThanOrEqualTo(runs / 10);
    }

    @Test
    void badQuestionsAreRefused() {
        usual();
        assertThatThrownBy(() -> CostAnomalies.by(Dimension.DAY)).hasMessageContaining("is no cause");
        assertThatThrownBy(() -> FINDER.beyond(0.5)).hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> FINDER.atLeast(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> FINDER.naming(0)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() ->
                        CostAnomalies.by(Dimension.TEAM).find(CubeCosts.of(cube), Cost.BILLED, Map.of(), EVENT, END))
                .hasMessageContaining("The cube keeps");
    }
}
