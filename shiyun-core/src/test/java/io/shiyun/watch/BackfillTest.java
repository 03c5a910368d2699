package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
    private static final long MINUTE = 60_000;
    private static final Set<String> CPU = Set.of("cpu");

    private final Tape tape = new Tape();
    private final Map<String, List<Long>> got = new TreeMap<>();
    private long now = 100 * MINUTE;
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);

    /** A source whose points may be changed at any time. */
    private static final class Tape implements MetricSource {
        final Map<String, TreeMap<Long, Double>> points = new TreeMap<>();
        Runnable whileRead = () -> {};
        String unit = "1";
        int reads;

        void put(String host, long time, double value) {
            points.computeIfAbsent(host, each -> new TreeMap<>()).put(time, value);
        }

        @Override
        public String name() {
            return "tape";
        }

        @Override
        public List<Series> read(Set<String> metrics, Instant from, Instant to) {
            reads++;
            List<Series> found = new ArrayList<>();
            points.forEach((host, all) -> {
                Series.Builder series = Series.named("cpu", unit).label("host", host);
                all.subMap(from.toEpochMilli(), true, to.toEpochMilli(), true).forEach(series::add);
                found.add(series.build());
            });
            whileRead.run();
            return found;
        }
    }

    private Backfill.Builder backfill() {
        return Backfill.of(tape, CPU, Instant.EPOCH, this::take)
                .clock(clock)
                .pieces(Duration.ofMinutes(10), Duration.ofMinutes(3));
    }

    private void take(Series fresh) {
        List<Long> times = got.computeIfAbsent(fresh.labels().get("host"), each -> new ArrayList<>());
        for (int i = 0; i < fresh.size(); i++) {
            times.add(fresh.time(i));
        }
    }

    private void minutes(int from, int to) {
        for (int i = from; i < to; i++) {
            tape.put("a", i * MINUTE, i);
            tape.put("b", i * MINUTE + 7, i);
        }
    }

    private List<Long> all(int to) {
        List<Long> times = new ArrayList<>();
        for (long i = 0; i < to; i++) {
            times.add(i * MINUTE);
        }
        return times;
    }

    @Test
    void aSourceThatGrowsWhileItIsReplayedIsReadToItsEndWithoutAGapOrARepeat() {
        minutes(0, 100);
        int[] grown = {100};
        tape.whileRead = () -> {
            if (grown[0] < 130) {
                minutes(grown[0], grown[0] + 1);
                grown[0]++;
                now += MINUTE;
            }
        };
        Backfill backfill = backfill().build();
        backfill.catchUp();
        assertThat(backfill.live()).isTrue();
        for (int i = 0; i < 40; i++) {
            backfill.step();
            now += grown[0] < 130 ? 0 : MINUTE / 3;
        }

        assertThat(got.get("a")).isEqualTo(all(130));
        assertThat(got.get("b")).hasSize(130).isSorted();
        BackfillCounts counts = backfill.counts();
        assertThat(counts.delivered()).isEqualTo(260);
        assertThat(counts.repeated()).isPositive();
        assertThat(counts.late()).isZero();
    }

    @Test
    void whatIsPushedMeanwhileWaitsAndFollows() {
        minutes(0, 100);
        Backfill backfill = backfill().build();
        tape.whileRead = () -> backfill.offer(
                Series.named("cpu", "1").label("host", "a").add(now, 5).build());
        backfill.catchUp();
        assertThat(got.get("a")).hasSize(101).endsWith(now);

        now += MINUTE;
        Series next = Series.named("cpu", "1").label("host", "a").add(now, 6).build();
        backfill.offer(next);
        backfill.offer(next);
        backfill.offer(
                Series.named("cpu", "1").label("host", "a").add(now - 7, 6).build());
        backfill.offer(Series.named("cpu", "1")
                .label("host", "a")
                .add(now + Duration.ofDays(365).toMillis(), 6)
                .build());
        assertThat(got.get("a")).hasSize(102).endsWith(now);
        assertThat(backfill.counts().late()).isEqualTo(1);
        assertThat(backfill.counts().ahead()).isEqualTo(1);
    }

    @Test
    void whenMoreIsPushedThanFitsTheHistoryReadsOnUntilItHasThem() {
        minutes(0, 100);
        Backfill backfill = backfill().most(10, 5).build();
        int[] pushed = {0};
        tape.whileRead = () -> {
            // The source gets them too, but too late for the read under way.
            for (int i = 0; i < 8 && pushed[0] < 64; i++, pushed[0]++) {
                now += 1000;
                tape.put("a", now, 1);
                backfill.offer(
                        Series.named("cpu", "1").label("host", "a").add(now, 1).build());
            }
        };
        backfill.catchUp();

        assertThat(got.get("a")).hasSize(164).isSorted().doesNotHaveDuplicates();
        assertThat(backfill.counts().late()).isZero();
    }

    @Test
    void latePointsAndRevisedOnesAreCountedOnceAndLeftOut() {
        minutes(0, 100);
        Backfill backfill = backfill().build();
        backfill.catchUp();
        tape.put("a", 98 * MINUTE + 5, 3);
        tape.put("a", 98 * MINUTE, -1);
        now += MINUTE;
        backfill.step();
        now += MINUTE / 2;
        backfill.step();

        assertThat(got.get("a")).isEqualTo(all(100));
        assertThat(backfill.counts().late()).isEqualTo(1);
        assertThat(backfill.counts().revised()).isEqualTo(1);
    }

    @Test
    void aClockThatGoesBackReadsNothingAndOneThatJumpsAYearLosesNothing() {
        minutes(0, 100);
        Backfill backfill = backfill().build();
        backfill.catchUp();
        int reads = tape.reads;
        now -= 50 * MINUTE;
        assertThat(backfill.step()).isTrue();
        assertThat(tape.reads).isEqualTo(reads);
        now += 50 * MINUTE + Duration.ofDays(365).toMillis();
        tape.put("a", now, 1);
        backfill.catchUp();
        assertThat(got.get("a")).hasSize(101).endsWith(now);
    }

    @Test
    void aSourceOrASinkThatFailsIsTriedAgainAndNothingIsLostOrTwice() {
        minutes(0, 100);
        int[] calls = {0};
        Backfill backfill = Backfill.of(tape, CPU, Instant.EPOCH, series -> {
                    if (++calls[0] % 3 == 0) {
                        throw new IllegalStateException("the sink of the test");
                    }
                    take(series);
                })
                .clock(clock)
                .pieces(Duration.ofMinutes(10), Duration.ofMinutes(3))
                .build();
        int failures = 0;
        while (!backfill.live()) {
            tape.whileRead = tape.reads % 4 == 1
                    ? () -> {
                        throw new IllegalStateException("the source of the test");
                    }
                    : () -> {};
            try {
                backfill.step();
            } catch (IllegalStateException e) {
                failures++;
            }
        }
        assertThat(failures).isGreaterThan(5);
        assertThat(got.get("a")).isEqualTo(all(100));
        assertThat(got.get("b")).hasSize(100).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aMetricThatChangesItsUnitIsAnotherSeriesAndSaidSo() {
        minutes(0, 50);
        Backfill backfill = backfill().build();
        now = 50 * MINUTE;
        backfill.catchUp();
        tape.unit = "ms";
        minutes(50, 60);
        now = 60 * MINUTE;
        backfill.catchUp();

        assertThat(backfill.counts().unitChanges()).isEqualTo(2);
        assertThat(got.get("a")).contains(59 * MINUTE);
    }

    @Test
    void moreSeriesThanTheMostAreRefusedAndCounted() {
        minutes(0, 10);
        Backfill backfill = backfill().most(1, 10).build();
        backfill.catchUp();

        assertThat(got).containsOnlyKeys("a");
        assertThat(backfill.counts().refused()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aRestartInTheMiddleEndsInTheSameBitsAsNone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cpu.csv");
        Files.writeString(file, "time,cpu\n");
        CsvSource source = CsvSource.of("file", file, new CsvSeries("cpu", "1"));
        rows(file, 0, 3000);
        now = 3000 * MINUTE;
        AnomalyDetector whole = new AnomalyDetector();
        Backfill first = Backfill.of(source, CPU, Instant.EPOCH, sink(whole))
                .clock(clock)
                .build();
        first.catchUp();

        Map<Integer, byte[]> kept = new HashMap<>();
        AnomalyDetector broken = new AnomalyDetector();
        byte[] mark = {};
        for (int life = 0; life < 40; life++) {
            AnomalyDetector detector = life == 0 ? broken : AnomalyDetector.restore(kept.get(0));
            Backfill.Builder builder = Backfill.of(source, CPU, Instant.EPOCH, sink(detector))
                    .clock(clock)
                    .pieces(Duration.ofMinutes(97), Duration.ofMinutes(20));
            Backfill backfill = (life == 0 ? builder : builder.resume(mark)).build();
            backfill.step();
            mark = backfill.save();
            kept.put(0, detector.save());
            backfill.step(); // and dies before this is saved
        }
        AnomalyDetector last = AnomalyDetector.restore(kept.get(0));
        rows(file, 3000, 3100);
        now = 3100 * MINUTE;
        Backfill resumed = Backfill.of(source, CPU, Instant.EPOCH, sink(last))
                .clock(clock)
                .resume(mark)
                .build();
        resumed.catchUp();
        first.catchUp();
        first.step();

        assertThat(last.counts().taken()).isEqualTo(3100);
        assertThat(last.save()).isEqualTo(whole.save());
    }

    private static SeriesSink sink(AnomalyDetector detector) {
        return series -> {
            for (int i = 0; i < series.size(); i++) {
                detector.feed(series.time(i), series.value(i));
            }
        };
    }

    private static void rows(Path file, int from, int to) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append(i * MINUTE / 1000)
                    .append(',')
                    .append(Math.sin(i / 30.0) + i * 7 % 5)
                    .append('\n');
        }
        Files.writeString(file, rows, StandardOpenOption.APPEND);
    }

    @Test
    void damagedStateIsRefused() {
        minutes(0, 10);
        Backfill backfill = backfill().build();
        backfill.catchUp();
        byte[] saved = backfill.save();
        for (int i = 0; i < saved.length; i++) {
            byte[] bad = saved.clone();
            bad[i] ^= 4;
            assertThatThrownBy(() -> backfill().resume(bad).build()).isInstanceOf(IllegalArgumentException.class);
            byte[] cut = java.util.Arrays.copyOf(saved, i);
            if (i > 0) {
                assertThatThrownBy(() -> backfill().resume(cut).build()).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
