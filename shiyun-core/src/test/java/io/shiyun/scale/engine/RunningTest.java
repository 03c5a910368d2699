package io.shiyun.scale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.ScaleRule;
import io.shiyun.metrics.Series;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scaling;
import io.shiyun.scale.AutoscaleSpec;
import io.shiyun.scale.ScaleStep;
import io.shiyun.store.LearntRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import io.shiyun.watch.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningTest {
    private static final AppId SHOP =
            new AppId(new ProjectId(new Region(new CloudId("here"), "r1"), "default"), "shop");
    private static final ScaleRule RULE = ScaleRule.of(100, 2, 20);
    private static final AutoscaleSpec SPEC =
            AutoscaleSpec.of(SHOP, "shop.requests", RULE).every(Duration.ofMinutes(1));

    private final Store store = Store.temporary(StoreOptions.defaults().withEnvironment(name -> null));
    private final Place place = new Place();
    private final List<ScaleStep> steps = new ArrayList<>();
    private final List<Running> ended = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    /** An app of which only the number of replicas is known. */
    private static final class Place implements Replicas {
        int wanted = 4;
        final List<Integer> asked = new ArrayList<>();

        @Nullable RuntimeException deaf;

        @Nullable RuntimeException fails;

        Optional<Scaling> set = Optional.empty();

        @Override
        public App look(AppId app) {
            if (deaf != null) {
                throw deaf;
            }
            return App.builder(app, "1").wanted(wanted).build();
        }

        @Override
        public Optional<Scaling> scaling(AppId app) {
            return set;
        }

        @Override
        public void scale(AppId app, int replicas) {
            asked.add(replicas);
            if (fails != null) {
                throw fails;
            }
            wanted = replicas;
        }
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private Running begin(AutoscaleSpec spec) {
        Running running = new Running(spec, place, place.wanted, new Memory(store, spec), Runnable::run, ended::add);
        running.onStep(steps::add);
        return running;
    }

    private void minute(Running running, Map<String, Double> loads) {
        now = now.plusSeconds(60);
        loads.forEach((replica, load) -> running.take(Series.named("shop.requests", "1/s")
                .label("replica", replica)
                .add(now.toEpochMilli() - 1, load)
                .build()));
        running.tick(now);
    }

    private void minutes(Running running, int count, Map<String, Double> loads) {
        for (int i = 0; i < count; i++) {
            minute(running, loads);
        }
    }

    private ScaleStep latest() {
        return steps.get(steps.size() - 1);
    }

    private static CloudException refusal(Reason reason, String why) {
        return CloudException.notSent(reason, why).build();
    }

    @Test
    void theLoadIsTheSumOfAllSeries() {
        minute(begin(SPEC), Map.of("a", 500.0, "b", 401.0));
        assertThat(place.wanted).isEqualTo(10);
        assertThat(latest().kind()).isEqualTo(ScaleStep.Kind.SCALED);
        assertThat(latest().words()).startsWith("10 replicas instead of 4: the load needs more; load 901 (needs 10)");
    }

    @Test
    void otherSeriesDoNotCount() {
        Running running = begin(SPEC.where(Matcher.is("replica", "a")));
        minute(running, Map.of("a", 300.0, "b", 4000.0));
        assertThat(latest().kind()).isEqualTo(ScaleStep.Kind.HELD);
        assertThat(latest().decision().orElseThrow().load()).hasValue(300);
    }

    @Test
    void aStepIsTakenOnlyWhenItIsDue() {
        Running running = begin(SPEC);
        for (int i = 0; i < 120; i++) {
            running.tick(now.plusSeconds(i));
        }
        assertThat(steps).hasSize(2);
    }

    @Test
    void aSourceThatDiesHoldsTheNumber() {
        Running running = begin(SPEC);
        minutes(running, 10, Map.of("a", 800.0));
        minutes(running, 300, Map.of());
        assertThat(place.wanted).isEqualTo(8);
        assertThat(latest().words()).isEqualTo("8 replicas as before: the load is missing, so the number stays");
    }

    @Test
    void aReplicaThatFallsSilentIsNoReasonForFewer() {
        Running running = begin(SPEC);
        Map<String, Double> all = Map.of("a", 100.0, "b", 100.0, "c", 100.0, "d", 100.0);
        minutes(running, 10, all);
        Map<String, Double> half = new TreeMap<>(all);
        half.remove("c");
        half.remove("d");
        minutes(running, 50, half);
        assertThat(place.asked).isEmpty();
        assertThat(latest().words()).endsWith("; 2 of 4 series have fallen silent, so there are not to be fewer");
    }

    @Test
    void replicasThatWereTakenAwayAreNotMissed() {
        Running running = begin(AutoscaleSpec.of(SHOP, "shop.requests", RULE.ahead(Duration.ZERO))
                .every(Duration.ofMinutes(1)));
        minutes(running, 4, Map.of("a", 100.0, "b", 100.0, "c", 100.0, "d", 100.0));
        minutes(running, 12, Map.of("a", 65.0, "b", 65.0, "c", 65.0, "d", 65.0));
        assertThat(place.wanted).isEqualTo(3);
        minutes(running, 12, Map.of("a", 50.0, "b", 50.0, "c", 50.0));
        assertThat(place.asked).containsExactly(3, 2);
    }

    @Test
    void aReleaseUnderWayPutsItOffToTheNextStep() {
        Running running = begin(SPEC);
        place.fails = refusal(Reason.CONFLICT, "Another release of shop is under way");
        minutes(running, 3, Map.of("a", 900.0));
        assertThat(latest().kind()).isEqualTo(ScaleStep.Kind.PUT_OFF);
        assertThat(latest().words()).contains("put off: ").contains("Another release of shop is under way");
        place.fails = null;
        minute(running, Map.of("a", 900.0));
        assertThat(place.wanted).isEqualTo(9);
        assertThat(place.asked).containsExactly(9, 9, 9, 9);
    }

    @Test
    void whatFailsIsTriedAgainEverMoreRarely() {
        Running running = begin(SPEC);
        place.fails = refusal(Reason.QUOTA, "no room for another");
        minutes(running, 60, Map.of("a", 900.0));
        assertThat(place.asked).hasSize(9);
        assertThat(steps).extracting(ScaleStep::kind).contains(ScaleStep.Kind.FAILED);
        assertThat(steps).anyMatch(step -> step.words().contains("failed: QUOTA: no room for another"));
        assertThat(latest().words()).contains("; after a failure it is tried again in ");
        place.fails = null;
        minutes(running, 10, Map.of("a", 900.0));
        assertThat(place.wanted).isEqualTo(9);
    }

    @Test
    void aCloudThatDoesNotAnswerChangesNothing() {
        Running running = begin(SPEC);
        place.deaf = refusal(Reason.UNAVAILABLE, "no answer");
        minute(running, Map.of("a", 900.0));
        assertThat(latest().kind()).isEqualTo(ScaleStep.Kind.FAILED);
        assertThat(latest().words()).contains("no answer");
        place.deaf = new IllegalStateException("odd");
        minute(running, Map.of("a", 900.0));
        assertThat(latest().words()).contains("odd");
        place.deaf = null;
        minute(running, Map.of("a", 900.0));
        assertThat(place.wanted).isEqualTo(9);
    }

    @Test
    void anAppThatIsGoneEndsItsScaling() {
        Running running = begin(SPEC);
        minute(running, Map.of("a", 400.0));
        place.deaf = refusal(Reason.NOT_FOUND, "gone");
        minutes(running, 3, Map.of("a", 900.0));
        assertThat(steps).hasSize(2);
        assertThat(latest().kind()).isEqualTo(ScaleStep.Kind.ENDED);
        assertThat(latest()).hasToString("shop: the app is gone, so its scaling has ended");
        assertThat(running.ended()).isTrue();
        assertThat(ended).containsExactly(running);
        running.close();
        assertThat(ended).hasSize(1);
    }

    @Test
    void anAppThatItsCloudScalesIsLeftToIt() {
        Running running = begin(SPEC);
        place.set = Optional.of(new Scaling.Auto(1, 5, 50));
        minute(running, Map.of("a", 900.0));
        assertThat(place.asked).isEmpty();
        assertThat(latest().kind()).isEqualTo(ScaleStep.Kind.PUT_OFF);
        assertThat(latest().words()).contains("its cloud scales it (autoscale from 1 to 5 at 50 % of the processors)");
    }

    @Test
    void oneChangeIsUnderWayAtATimeAndTheLoadIsLearntMeanwhile() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        Running running = new Running(SPEC, place, place.wanted, new Memory(store, SPEC), waiting::add, ended::add);
        running.onStep(steps::add);
        minutes(running, 5, Map.of("a", 900.0));
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        assertThat(place.wanted).isEqualTo(9);
        minute(running, Map.of("a", 900.0));
        assertThat(waiting).hasSize(1);
        running.close();
        waiting.remove().run();
        assertThat(steps).hasSize(1);
    }

    @Test
    void aListenerThatThrowsHurtsNobody() {
        Running running = begin(SPEC);
        running.onStep(step -> {
            throw new IllegalStateException("listener");
        });
        minutes(running, 2, Map.of("a", 900.0));
        assertThat(steps).hasSize(2);
        assertThat(running.latest()).contains(latest());
    }

    @Test
    void whatWasLearntOutlivesARestart() {
        Running running = begin(SPEC);
        minutes(running, 100, Map.of("a", 400.0));
        assertThat(latest().decision().orElseThrow().peak()).isPresent();
        running.close();
        Running again = begin(SPEC);
        minute(again, Map.of("a", 400.0));
        assertThat(latest().decision().orElseThrow().peak()).isPresent();
        Running other = begin(SPEC.where(Matcher.is("replica", "a")));
        minute(other, Map.of("a", 400.0));
        assertThat(latest().decision().orElseThrow().peak()).isEmpty();
    }

    @Test
    void whoTakesOverGoesOnFromWhatTheOtherLearnt() {
        Running second = begin(SPEC);
        minute(second, Map.of("a", 400.0));
        Running first = begin(SPEC);
        minutes(first, 100, Map.of("a", 400.0));
        minute(second, Map.of("a", 400.0));
        assertThat(latest().decision().orElseThrow().peak()).isPresent();
    }

    @Test
    void whatIsDamagedIsLearntAfresh() {
        store.write(tx -> {
            tx.learnt()
                    .put(new LearntRow(
                            "SCALER",
                            SPEC.metric(),
                            Map.of("app", SHOP.text(), "where", "[]"),
                            "",
                            new byte[] {1, 2, 3},
                            now));
            return true;
        });
        minute(begin(SPEC), Map.of("a", 900.0));
        assertThat(place.wanted).isEqualTo(9);
    }

    @Test
    void aSpecThatMakesNoSenseIsRefusedWithEveryFault() {
        assertThatThrownBy(() ->
                        new AutoscaleSpec(SHOP, " ", List.of(), RULE.stale(Duration.ofSeconds(5)), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metric: a name is needed")
                .hasMessageContaining("every: PT1H must lie between 10 ms and 5 min")
                .hasMessageContaining("rule.stale: PT5S is not above every");
    }
}
