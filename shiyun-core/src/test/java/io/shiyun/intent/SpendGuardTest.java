package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.provider.sim.Fault;
import io.shiyun.provider.sim.Faults;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Operation;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import io.shiyun.store.SpendRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpendGuardTest {
    private static final Money HOUR = Money.of("0.01", "USD");

    private final SimRig rig = new SimRig();
    private final Purse purse = new Purse();

    @AfterEach
    void close() {
        rig.close();
    }

    private Intents life(String owner, Consumer<String> crash) {
        return rig.life(owner, crash, purse::in);
    }

    private static Request create(Intents intents, String name) {
        return Request.of(
                        intents.newOperation(),
                        "host/" + name,
                        SimRig.region("a"),
                        SimRig.order("a", name).fields(),
                        Terms.of("tester").at(Price.hourly("0.01", "USD")))
                .patience(Duration.ofSeconds(20));
    }

    private List<SpendRow> due() {
        return rig.store.read(tx -> tx.spend().due(100));
    }

    @Test
    void whatIsCreatedIsPaidAndWhatFailsIsFreed() {
        SimCloud cloud = rig.connect("a", Map.of());
        Intents intents = life("one", Crash.never());
        Request good = create(intents, "good");
        intents.run(rig.creation(), good).orThrow();
        assertThat(purse.spent).containsExactly(Map.entry(good.operationId() + "#1", HOUR));

        cloud.faults().outOfStock();
        assertThatThrownBy(() ->
                        intents.run(rig.creation(), create(intents, "none")).orThrow())
                .hasMessageContaining("STOCK");
        assertThat(purse.held).isEmpty();
        assertThat(purse.freed).hasSize(1);
        cloud.faults().restock();

        Request quoted = create(intents, "quoted");
        Terms terms = quoted.terms().expecting(java.util.Optional.of(Money.of("7.2", "USD")));
        intents.run(
                        rig.creation(),
                        Request.of(quoted.operationId(), quoted.resource(), quoted.region(), quoted.order(), terms))
                .orThrow();
        assertThat(purse.spent).containsEntry(quoted.operationId() + "#1", Money.of("7.2", "USD"));
    }

    @Test
    void nothingIsSentWithoutTheMoney() {
        SimCloud cloud = rig.connect("a", Map.of());
        Intents intents = life("one", Crash.never());
        purse.empty = true;
        Request request = create(intents, "a");
        assertThatThrownBy(() -> intents.run(rig.creation(), request).orThrow())
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNPAID);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                    assertThat(e).hasMessageContaining("fill it");
                });
        assertThat(cloud.ledger().requests(Operation.HOSTS_CREATE)).isZero();
        assertThat(rig.epochs(request.operationId()))
                .extracting(IntentRow::state)
                .containsExactly(IntentState.ABANDONED);

        purse.empty = false;
        purse.failures = 1;
        assertThatThrownBy(
                        () -> intents.run(rig.creation(), create(intents, "b")).orThrow())
                .hasMessageContaining("the purse cannot be found");
        assertThat(cloud.ledger().requests(Operation.HOSTS_CREATE)).isZero();
        assertThat(due()).isEmpty();
    }

    @Test
    void aGuardThatFailsAfterTheCreateIsToldAgain() {
        rig.connect("a", Map.of());
        Intents intents = life("one", point -> {
            if (point.equals(CrashPoints.ANSWERED)) {
                purse.failures = 1;
            }
        });
        intents.run(rig.creation(), create(intents, "a")).orThrow();
        assertThat(purse.spent).isEmpty();
        assertThat(due()).extracting(SpendRow::state).containsExactly(SpendRow.State.CAPTURE);
        life("two", Crash.never()).resume();
        assertThat(purse.spent).hasSize(1);
        assertThat(due()).isEmpty();
    }

    @Test
    void moneyStaysHeldWhileNobodyKnowsAndIsFreedWhenNothingArrived() {
        SimCloud cloud = rig.connect("a", Map.of("guarantee", "tags", "list-lag", "10s"));
        Intents intents = life("one", point -> {
            if (point.equals(CrashPoints.SENDING)) {
                cloud.faults().silent(true);
            }
        });
        Request request = create(intents, "a");
        assertThatThrownBy(() -> intents.run(rig.creation(), request).orThrow())
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.certainty()).isEqualTo(Certainty.AMBIGUOUS));
        assertThat(purse.held).hasSize(1);
        cloud.faults().calm();
        for (int i = 0; i < 2; i++) {
            rig.clock.advance(Duration.ofMinutes(11));
            intents.sweep(false);
        }
        assertThat(purse.held).isEmpty();
        assertThat(purse.freed).hasSize(1);
    }

    @Test
    void whatIsTakenInIsNotPaid() {
        rig.connect("a", Map.of());
        Intents intents = life("one", Crash.never());
        HostAddress address =
                HostAddress.builder(SimRig.region("a"), "old", "192.0.2.7").build();
        intents.run(
                        new HostKind(rig).adoption(),
                        Request.of(
                                intents.newOperation(),
                                "host/old",
                                SimRig.region("a"),
                                address.fields(),
                                Terms.of("tester")))
                .orThrow();
        assertThat(purse.held).isEmpty();
        assertThat(purse.spent).isEmpty();
    }

    @Test
    void aProcessWithoutTheGuardSendsNothingThatIsToBePaidFirst() {
        SimCloud cloud = rig.connect("a", Map.of());
        Intents dying = life("one", Crash.at(CrashPoints.PLANNED, 1));
        assertThatThrownBy(() -> dying.run(rig.creation(), create(dying, "a"))).isInstanceOf(Crash.class);
        rig.life("two", Crash.never()).resume();
        assertThat(cloud.ledger().hosts()).isZero();
    }

    private static Map<String, Consumer<Faults>> faults() {
        Map<String, Consumer<Faults>> all = new LinkedHashMap<>();
        all.put("none", faults -> {});
        all.put("sold out", Faults::outOfStock);
        all.put("sold out late", Faults::outOfStockLate);
        all.put("silent", faults -> faults.silent(true));
        for (Fault fault : List.of(Fault.LOST_REPLY, Fault.LOST_REQUEST)) {
            all.put(fault.name(), faults -> faults.only(Operation.HOSTS_CREATE).next(fault));
        }
        return all;
    }

    /** Every point of the journal and of the purse at which a process can die, under several faults. */
    @Test
    void whereverAProcessDiesWhatRunsIsPaidOnceAndNothingStaysHeld() {
        int crashes = 0;
        int scenarios = 0;
        Set<String> reached = new HashSet<>();
        for (String guarantee : List.of("token", "tags")) {
            for (Map.Entry<String, Consumer<Faults>> fault : faults().entrySet()) {
                boolean died = true;
                for (int point = 1; died; point++) {
                    String name = "h" + ++scenarios;
                    SimCloud cloud = rig.connect("a", Map.of("guarantee", guarantee, "list-lag", "5s"));
                    fault.getValue().accept(cloud.faults());
                    purse.spent.clear();
                    purse.freed.clear();
                    Intents dying = life(name, Crash.after(point));
                    Request request = create(dying, name);
                    died = false;
                    try {
                        dying.run(rig.creation(), request);
                    } catch (Crash crash) {
                        died = true;
                        crashes++;
                        reached.add(String.valueOf(crash.getMessage()));
                    }
                    cloud.faults().silent(false);
                    Intents next = life(name + ".2", Crash.never());
                    next.resume();
                    for (int i = 0; i < 2; i++) {
                        rig.clock.advance(Duration.ofMinutes(11));
                        next.sweep(false);
                    }
                    String when = guarantee + ", " + fault.getKey() + ", point " + point;
                    Set<String> done = new HashSet<>();
                    for (IntentRow row : rig.epochs(request.operationId())) {
                        assertThat(row.finished()).as(when).isTrue();
                        if (row.state() == IntentState.DONE) {
                            done.add(row.id() + "#" + row.epoch());
                        }
                    }
                    assertThat(purse.spent.keySet()).as(when).isEqualTo(done);
                    assertThat(cloud.ledger().hosts()).as(when).isEqualTo(done.size());
                    assertThat(purse.held).as(when).isEmpty();
                    assertThat(due()).as(when).isEmpty();
                }
            }
        }
        System.out.println("crashes with money held: " + crashes + " in " + scenarios + " scenarios");
        assertThat(reached)
                .contains(
                        "hold.before",
                        "hold.after",
                        "capture.before",
                        "capture.after",
                        "release.before",
                        "release.after");
    }
}
