package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.SweepReport;
import io.shiyun.model.Host;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many creates against a cloud that loses requests and answers, by a process that dies now and then: the simulation whose
 * figures for naive retries, tokens in memory and look-ups by tag are 650, 101 to 649, and 291 extra hosts in 10,000.
 */
class LossSimulationTest {
    private static final long SEED = 42;
    /** So many creates, whatever they take, when the system property says so; else as many as fit into a little time. */
    private static final int WANTED = Integer.getInteger("shiyun.simulated.creates", 0);

    private static final int CREATES = WANTED == 0 ? 10_000 : WANTED;
    private static final Duration REAL_TIME = WANTED == 0 ? Duration.ofSeconds(4) : Duration.ofMinutes(20);

    private final SimRig rig = new SimRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Dies just before a request is sent or just after it was answered, each time with this chance. */
    private static Consumer<String> dying(SplittableRandom random, double chance) {
        return point -> {
            boolean here = point.equals(CrashPoints.SENDING)
                    || point.equals(CrashPoints.ANSWERED)
                    || point.equals(CrashPoints.FAILED_CALL);
            if (here && random.nextDouble() < chance) {
                throw Crash.here(point);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"token, 0.10, 0.01", "tags, 0.10, 0.01", "token, 0.30, 0.02", "tags, 0.30, 0.02"})
    void creatingUnderLossAndCrashesLeavesNothingDoubleAndNothingForgotten(
            String guarantee, double loss, double crash) {
        SimCloud cloud =
                rig.connect("a", Map.of("guarantee", guarantee, "list-lag", "10s", "seed", "42", "page-size", "1000"));
        SplittableRandom random = new SplittableRandom(SEED);
        Consumer<String> dying = dying(random, crash);
        long until = System.nanoTime() + REAL_TIME.toNanos();
        int life = 0;
        int crashes = 0;
        Intents intents = rig.life("p0", dying);
        List<String> operations = new ArrayList<>();
        cloud.faults().lostRequest(loss / 2).lostReply(loss / 2);
        for (int i = 0; i < CREATES && System.nanoTime() - until < 0; i++) {
            Request request = SimRig.create(intents, "a", "h" + i);
            operations.add(request.operationId());
            try {
                Ending<Host> ending = intents.run(rig.creation(), request);
                assertThat(ending).isNotInstanceOf(Ending.Unsettled.class);
            } catch (Crash died) {
                boolean open = true;
                while (open) {
                    crashes++;
                    life++;
                    intents = rig.life("p" + life, dying);
                    try {
                        intents.resume();
                        open = false;
                    } catch (Crash again) {
                        open = true;
                    }
                }
            }
        }
        cloud.faults().calm();
        Duration virtual = Duration.ofNanos(rig.clock.nanoTime());
        int early = cloud.ledger().hosts();
        Intents calm = rig.life("calm", Crash.never());
        calm.resume();
        for (int i = 0; i < 2; i++) {
            rig.clock.advance(Duration.ofMinutes(11));
            SweepReport report = calm.sweep(false);
            assertThat(report.missing()).isEmpty();
        }
        report(guarantee, loss, cloud, operations, crashes, virtual, early);
    }

    private void report(
            String guarantee,
            double loss,
            SimCloud cloud,
            List<String> operations,
            int crashes,
            Duration virtual,
            int early) {
        int made = 0;
        int failed = 0;
        Map<String, Integer> states = new HashMap<>();
        for (String operation : operations) {
            List<IntentRow> epochs = rig.epochs(operation);
            boolean done = epochs.stream().anyMatch(row -> row.state() == IntentState.DONE);
            made += done ? 1 : 0;
            failed += done ? 0 : 1;
            epochs.forEach(row -> states.merge(row.state().name(), 1, Integer::sum));
        }
        int extra = cloud.ledger().hosts() - made;
        String what = String.format(
                Locale.ROOT,
                "%d creates, cloud with %s, %.0f %% of messages lost, %d crashes: ",
                operations.size(),
                guarantee,
                loss * 100,
                crashes);
        System.out.println("figure: " + what + "doubled and forgotten | " + extra + " | hosts | 0");
        System.out.println("figure: " + what + "given up | " + failed + " | |");
        System.out.printf(
                Locale.ROOT,
                "figure: %svirtual time a create | %.1f | s |%n",
                what,
                (double) virtual.toMillis() / 1000 / operations.size());
        System.out.println(what + (early - made) + " extra before the sweep, epochs " + states);
        assertThat(extra).isZero();
        assertThat(cloud.ledger().duplicates()).isZero();
        assertThat(operations).hasSizeGreaterThan(20);
        List<IntentRow> open = rig.store.read(tx -> tx.intents().unfinished(10));
        assertThat(open).isEmpty();
        assertThat(made).isGreaterThan((int) (operations.size() * 0.95));
    }
}
