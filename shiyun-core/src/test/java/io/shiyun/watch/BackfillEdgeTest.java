package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A backfill at the edges: clocks, lengths and points that are not as usual, and a sink that refuses. */
class BackfillEdgeTest {
    private static final long MINUTE = 60_000;
    private static final Set<String> CPU = Set.of("cpu");

    private final List<Long> got = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private final List<Series> found = new ArrayList<>();
    private boolean refuses;
    private long now = 10 * MINUTE;
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);

    private final MetricSource source = new MetricSource() {
        @Override
        public String name() {
            return "tape";
        }

        @Override
        public List<Series> read(Set<String> metrics, Instant from, Instant to) {
            assertThat(from).isBeforeOrEqualTo(to);
            asked.add(to);
            return List.copyOf(found);
        }
    };

    private Backfill.Builder from(Instant first) {
        return Backfill.of(source, CPU, first, this::take).clock(clock);
    }

    private void take(Series fresh) {
        if (refuses) {
            throw new IllegalStateException("the sink of the test has no room");
        }
        for (int i = 0; i < fresh.size(); i++) {
            got.add(fresh.time(i));
        }
    }

    private static Series cpu(long... times) {
        Series.Builder series = Series.named("cpu", "1").label("host", "a");
        for (long time : times) {
            series.add(time, 1);
        }
        return series.build();
    }

    @Test
    void aClockBehindTheFirstMomentHasNothingToReadAndIsNoFault() {
        Backfill backfill = from(Instant.ofEpochMilli(now + MINUTE)).build();
        Instant before = backfill.position();
        assertThat(backfill.step()).isTrue();
        assertThat(backfill.step()).isTrue();
        assertThat(asked).isEmpty();
        assertThat(backfill.position()).isEqualTo(before);
        backfill.offer(cpu(now));
        assertThat(got).as("it is live").containsExactly(now);
    }

    @Test
    void aClockThatStandsAtThePositionReadsNothingMore() {
        Backfill backfill = from(Instant.EPOCH).build();
        backfill.catchUp();
        int reads = asked.size();
        assertThat(backfill.position()).isEqualTo(Instant.ofEpochMilli(now));
        assertThat(backfill.step()).isTrue();
        backfill.catchUp();
        assertThat(asked).hasSize(reads);
        now++;
        assertThat(backfill.step()).isTrue();
        assertThat(asked).hasSize(reads + 1).endsWith(Instant.ofEpochMilli(now));
    }

    @Test
    void whatWaitedWhileTheClockStoodBehindFollowsAllTheSame() {
        Backfill backfill = from(Instant.ofEpochMilli(now + MINUTE)).build();
        backfill.offer(cpu(now - 2, now - 1));
        assertThat(got).as("not live before its first step").isEmpty();
        assertThat(backfill.step()).isTrue();
        assertThat(got).containsExactly(now - 2, now - 1);
    }

    @Test
    void aPieceSoLongThatItsEndIsNoTimeEndsNow() {
        Backfill backfill = from(Instant.EPOCH)
                .pieces(Duration.ofMillis(Long.MAX_VALUE / 4), Duration.ofMinutes(1))
                .build();
        found.add(cpu(MINUTE));
        assertThat(backfill.step()).isTrue();
        assertThat(asked).containsExactly(Instant.ofEpochMilli(now));
        assertThat(got).containsExactly(MINUTE);
    }

    @Test
    void lengthsAndTimesThatNoMillisecondsCountAreRefused() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThatThrownBy(
                        () -> from(Instant.EPOCH).pieces(forever, Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieces");
        assertThatThrownBy(
                        () -> from(Instant.EPOCH).pieces(MINUTE_LONG, forever).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieces");
        assertThatThrownBy(() ->
                        from(Instant.EPOCH).pieces(Duration.ZERO, Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieces");
        assertThatThrownBy(() -> from(Instant.MIN).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from");
        assertThatThrownBy(() -> from(Instant.MAX).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from");
    }

    private static final Duration MINUTE_LONG = Duration.ofMinutes(1);

    @Test
    void anEmptySeriesIsNothingAtAll() {
        found.add(cpu());
        Backfill backfill = from(Instant.EPOCH).most(1, 1).build();
        backfill.offer(cpu());
        backfill.catchUp();
        backfill.offer(cpu());
        assertThat(got).isEmpty();
        assertThat(backfill.counts()).isEqualTo(new BackfillCounts(0, 0, 0, 0, 0, 0, 0));
        backfill.offer(Series.named("cpu", "1").label("host", "b").add(now, 1).build());
        assertThat(got).as("the empty ones took no place among the series").containsExactly(now);
    }

    @Test
    void whatWaitedIsKeptWhileTheSinkRefusesAndDeliveredOnce() {
        Backfill backfill = from(Instant.EPOCH).build();
        backfill.offer(cpu(now - 3, now - 2));
        backfill.offer(cpu(now - 1));
        refuses = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(backfill::step).hasMessageContaining("no room");
            assertThat(backfill.live()).isFalse();
        }
        refuses = false;
        assertThat(backfill.step()).isTrue();
        assertThat(backfill.step()).isTrue();
        assertThat(got).containsExactly(now - 3, now - 2, now - 1);
        assertThat(backfill.counts().delivered()).isEqualTo(3);
    }

    @Test
    void aPointRefusedLiveIsTheCallersToOfferAgain() {
        Backfill backfill = from(Instant.EPOCH).build();
        backfill.catchUp();
        refuses = true;
        assertThatThrownBy(() -> backfill.offer(cpu(now))).hasMessageContaining("no room");
        assertThat(backfill.counts().delivered()).isZero();
        refuses = false;
        assertThatCode(() -> backfill.offer(cpu(now))).doesNotThrowAnyException();
        assertThat(got).containsExactly(now);
    }
}
