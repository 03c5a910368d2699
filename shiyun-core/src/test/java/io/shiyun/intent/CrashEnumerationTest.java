package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.SweepReport;
import io.shiyun.model.Host;
import io.shiyun.provider.sim.Fault;
import io.shiyun.provider.sim.Faults;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.spi.Operation;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import io.shiyun.store.UsageRow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every named point at which a process can end, once and in pairs, under every fault of the simulated cloud, on clouds of
 * every guarantee. After each: a new process over the same store and cloud goes on, time passes, a sweep runs, and what is
 * there is compared with what the journal says.
 */
class CrashEnumerationTest {
    private static final Map<String, Consumer<Faults>> FAULTS = faults();
    /** Where even a cloud that answers keeps us from success. */
    private static final Set<String> HOPELESS = Set.of("sold out", "sold out late", "over quota");

    private final SimRig rig = new SimRig();
    private final Set<String> reached = new HashSet<>();
    private int scenarios;
    private int crashes;

    private static Map<String, Consumer<Faults>> faults() {
        Map<String, Consumer<Faults>> all = new LinkedHashMap<>();
        all.put("none", faults -> {});
        for (Fault fault : EnumSet.allOf(Fault.class)) {
            all.put(
                    "create " + fault,
                    faults -> faults.only(Operation.HOSTS_CREATE).next(fault));
            all.put(
                    "create twice " + fault,
                    faults -> faults.only(Operation.HOSTS_CREATE).next(fault, fault));
            all.put(
                    "proceed " + fault,
                    faults -> faults.only(Operation.HOSTS_PROCEED).next(fault));
            all.put("anything " + fault, faults -> faults.next(fault, fault, fault));
        }
        all.put("sold out", Faults::outOfStock);
        all.put("sold out late", Faults::outOfStockLate);
        all.put("over quota", faults -> faults.hostQuota(0));
        all.put("slow", faults -> faults.slow(SimRig.CALL.plusSeconds(1)));
        all.put("silent", faults -> faults.silent(true));
        all.put("dead", faults -> faults.dead(true));
        all.put("clock jump", faults -> faults.clockJump(Duration.ofHours(3)));
        return all;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** One scenario: what the cloud is like and does, and after how many points each life of the process ends. */
    private record Scenario(String guarantee, String fault, List<Integer> lives) {}

    private SimCloud cloud(Scenario scenario) {
        SimCloud cloud = rig.connect("a", Map.of("guarantee", scenario.guarantee(), "list-lag", "10s"));
        FAULTS.get(scenario.fault()).accept(cloud.faults());
        return cloud;
    }

    /** Lives one life of the process; answers whether it ended in a crash. */
    private boolean dies(Runnable life) {
        try {
            life.run();
            return false;
        } catch (Crash crash) {
            crashes++;
            reached.add(crash.getMessage());
            return true;
        }
    }

    /** Answers how many of the lives ended in a crash. */
    private int create(Scenario scenario) {
        scenarios++;
        SimCloud cloud = cloud(scenario);
        String name = "h" + scenarios;
        Intents first = rig.life(name, Crash.after(scenario.lives().get(0)));
        Request request = SimRig.create(first, "a", name).patience(Duration.ofSeconds(20));
        boolean dead = dies(() -> first.run(rig.creation(), request));
        int deaths = dead ? 1 : 0;
        for (int i = 1; dead && i < scenario.lives().size(); i++) {
            Intents next = rig.life(name + "." + i, Crash.after(scenario.lives().get(i)));
            dead = dies(next::resume);
            deaths += dead ? 1 : 0;
        }
        cloud.faults().calm();
        if (HOPELESS.contains(scenario.fault())) {
            FAULTS.get(scenario.fault()).accept(cloud.faults());
        }
        Intents last = rig.life(name + ".last", Crash.never());
        assertThat(last.resume().stopped()).as("%s", scenario).isEmpty();
        quiesce(last);
        check(scenario, cloud, request.operationId());
        return deaths;
    }

    private void quiesce(Intents intents) {
        for (int i = 0; i < 2; i++) {
            rig.clock.advance(Duration.ofMinutes(11));
            SweepReport report = intents.sweep(false);
            assertThat(report.missing()).isEmpty();
        }
    }

    private void check(Scenario scenario, SimCloud cloud, String operation) {
        List<IntentRow> epochs = rig.epochs(operation);
        assertThat(epochs).as("%s: the operation is in the journal", scenario).isNotEmpty();
        assertThat(epochs).as("%s: nothing is left open", scenario).allMatch(IntentRow::finished);
        List<IntentRow> done =
                epochs.stream().filter(row -> row.state() == IntentState.DONE).toList();
        boolean fenced = epochs.stream().anyMatch(row -> row.state() == IntentState.ABANDONED);
        boolean hopeful = !HOPELESS.contains(scenario.fault()) && !refused(scenario.fault()) && !fenced;
        assertThat(done.size()).as("%s: %s", scenario, epochs).isLessThanOrEqualTo(1);
        if (hopeful) {
            assertThat(done).as("%s: %s", scenario, epochs).hasSize(1);
        }
        assertThat(cloud.ledger().hosts()).as("%s: %s", scenario, epochs).isEqualTo(done.size());
        Optional<UsageRow> usage = done.isEmpty()
                ? Optional.empty()
                : rig.store.read(tx -> tx.usage().findOpen("a", done.get(0).result(), "HOST"));
        assertThat(usage.isPresent()).as("%s: what runs is charged", scenario).isEqualTo(done.size() == 1);
    }

    /** Whether the first answer may be a definite no: who retries that is the pipeline, which is not here. */
    private static boolean refused(String fault) {
        return fault.contains("THROTTLED") || fault.equals("dead");
    }

    @Test
    void everyCrashPointUnderEveryFaultLeavesOneHostOrNone() {
        for (String guarantee : List.of("token", "tags", "name")) {
            for (String fault : FAULTS.keySet()) {
                int deaths = 1;
                for (int point = 1; deaths == 1; point++) {
                    deaths = create(new Scenario(guarantee, fault, List.of(point)));
                }
            }
        }
        System.out.println("crash enumeration: " + scenarios + " scenarios, " + crashes + " crashes at "
                + reached.size() + " of " + CrashPoints.ALL.size() + " points");
        assertThat(reached).containsExactlyInAnyOrderElementsOf(CrashPoints.ALL);
    }

    @Test
    void everyPairOfCrashPointsUnderLossLeavesOneHostOrNone() {
        for (String guarantee : List.of("token", "tags")) {
            for (String fault : List.of("create LOST_REQUEST", "create LOST_REPLY", "sold out late")) {
                int deaths = 1;
                for (int first = 1; deaths > 0; first++) {
                    deaths = 2;
                    for (int second = 1; deaths == 2; second++) {
                        deaths = create(new Scenario(guarantee, fault, List.of(first, second)));
                    }
                }
            }
        }
        System.out.println("crash pairs: " + scenarios + " scenarios, " + crashes + " crashes");
        assertThat(crashes).isGreaterThan(300);
    }

    @Test
    void aDeleteSurvivesEveryCrashPointUnderEveryFault() {
        for (String fault : FAULTS.keySet()) {
            boolean dead = true;
            for (int point = 1; dead; point++) {
                dead = delete(fault, point);
            }
        }
        System.out.println("crashes of deletes: " + crashes);
    }

    private boolean delete(String fault, int point) {
        scenarios++;
        SimCloud cloud = rig.connect("a", Map.of("guarantee", "tags", "list-lag", "10s"));
        String name = "d" + scenarios;
        Intents first = rig.life(name, Crash.never());
        Host host = first.run(rig.creation(), SimRig.create(first, "a", name)).orThrow();
        FAULTS.get(fault).accept(cloud.faults());
        HostKind hosts = new HostKind(rig);
        Intents dying = rig.life(name + ".0", Crash.after(point));
        Request request = Request.delete(dying.newOperation(), hosts, host.id(), Terms.OWN)
                .patience(Duration.ofSeconds(20));
        boolean dead = dies(() -> dying.run(hosts.deletion(), request));
        dying.close();
        cloud.faults().calm();
        rig.life(name + ".last", Crash.never()).resume();
        IntentRow row = rig.epochs(request.operationId()).get(0);
        assertThat(row.finished()).as("%s, %s: %s", fault, point, row).isTrue();
        assertThat(cloud.ledger().hosts())
                .as("%s, %s: %s", fault, point, row)
                .isEqualTo(row.state() == IntentState.DONE ? 0 : 1);
        if (!refused(fault)) {
            assertThat(row.state()).as("%s, %s: %s", fault, point, row).isEqualTo(IntentState.DONE);
        }
        Optional<UsageRow> usage =
                rig.store.read(tx -> tx.usage().findOpen("a", host.id().text(), "HOST"));
        assertThat(usage.isPresent()).isEqualTo(row.state() != IntentState.DONE);
        return dead;
    }
}
