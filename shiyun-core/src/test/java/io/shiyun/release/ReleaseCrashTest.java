package io.shiyun.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.shiyun.Release;
import io.shiyun.ReleaseOptions;
import io.shiyun.model.Scaling;
import io.shiyun.store.IntentRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process ends at every named point, each time it is reached; the next one goes on. */
class ReleaseCrashTest extends EngineFixture {
    /** Ends everything, as a kill does as far as one process can play it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String point) {
            super(point);
        }
    }

    record Scene(String name, Consumer<ReleaseEngine> release, String version, int replicas, boolean there) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene(
                        "roll", engine -> engine.deploy(order("good", 3, "2"), ReleaseOptions.DEFAULTS), "2", 3, true),
                new Scene(
                        "roll that is rolled back",
                        engine -> engine.deploy(order("crash", 5, "2"), ReleaseOptions.DEFAULTS),
                        "1",
                        3,
                        true),
                new Scene(
                        "scale", engine -> engine.scale(SHOP, Scaling.fixed(5), ReleaseOptions.DEFAULTS), "1", 5, true),
                new Scene(
                        "roll back",
                        engine -> engine.rollBack(SHOP, OptionalInt.of(1), ReleaseOptions.DEFAULTS),
                        "1",
                        3,
                        true),
                new Scene("delete", engine -> engine.delete(SHOP, ReleaseOptions.DEFAULTS), "", 0, false));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void whereverItEndsTheNextOneBringsItToItsEnd(Scene scene) {
        Set<String> points = new HashSet<>();
        int crashes = 0;
        for (int arrival = 1; ; arrival++) {
            String point = once(scene, arrival);
            if (point.isEmpty()) {
                break;
            }
            points.add(point);
            crashes++;
        }
        assertThat(points)
                .contains(
                        ReleasePoints.PLANNED,
                        ReleasePoints.SENDING,
                        ReleasePoints.ANSWERED,
                        ReleasePoints.SETTLED,
                        ReleasePoints.DONE)
                .isSubsetOf(ReleasePoints.ALL);
        assertThat(crashes).isGreaterThanOrEqualTo(5);
    }

    /** One life that ends at its n-th point, and the one after it; answers the point, or nothing when there was none. */
    private String once(Scene scene, int arrival) {
        store.write(tx -> tx.revisions().delete(SHOP.text()));
        place.apps.clear();
        place.applied.clear();
        deploy("good", 3, "1");
        Set<String> before = new HashSet<>(intents().stream().map(IntentRow::id).toList());

        int[] reached = {0};
        String[] where = {""};
        ReleaseEngine doomed = engine("dead-" + scene.name() + arrival, point -> {
            if (++reached[0] == arrival) {
                where[0] = point;
                throw new Killed(point);
            }
        });
        try {
            scene.release().accept(doomed);
        } catch (Killed end) {
            List<String> again = new ArrayList<>();
            ReleaseEngine next = engine("next-" + scene.name() + arrival, again::add);
            List<Release> resumed = next.resume();
            assertThat(resumed.size()).as("resumed after %s", end.getMessage()).isLessThanOrEqualTo(1);
            assertThat(resumed.isEmpty())
                    .as("only a finished release is not gone on with: %s", end.getMessage())
                    .isEqualTo(end.getMessage().equals(ReleasePoints.DONE));
        }
        check(scene, before, where[0]);
        return where[0];
    }

    private void check(Scene scene, Set<String> before, String point) {
        List<IntentRow> made =
                intents().stream().filter(row -> !before.contains(row.id())).toList();
        assertThat(made).as("intents after %s", point).hasSize(1).allMatch(IntentRow::finished);
        assertThat(place.apps.containsKey(SHOP)).as("the app after %s", point).isEqualTo(scene.there());
        if (!scene.there()) {
            assertThat(engine().revisions(SHOP)).isEmpty();
            assertThat(openUsage()).isEmpty();
            return;
        }
        StepPlace.Running app = place.apps.get(SHOP);
        assertThat(app.copies).as("replicas after %s", point).hasSize(scene.replicas());
        assertThat(app.copies).allMatch(copy -> copy.order.revision().equals(app.order.revision()));
        assertThat(version()).as("version after %s", point).isEqualTo(scene.version());
        assertThat(engine().revisions(SHOP))
                .filteredOn(io.shiyun.AppRevision::current)
                .singleElement()
                .satisfies(current -> assertThat(current.revision()).isEqualTo(app.order.revision()));
        assertThat(openUsage())
                .as("use after %s", point)
                .singleElement()
                .satisfies(use -> assertThat(use.quantity()).isEqualByComparingTo(Integer.toString(scene.replicas())));
        store.read(tx -> {
            if (!tx.audit().verify().ok()) {
                fail("the audit log is broken after " + point);
            }
            return true;
        });
    }
}
