package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.SweepReport;
import io.shiyun.SweepReport.Verdict;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.provider.sim.Fault;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.spi.Operation;
import io.shiyun.store.AuditFilter;
import io.shiyun.store.AuditRow;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import io.shiyun.store.UsageRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntentsTest {
    private static final Map<String, String> TOKEN = Map.of("guarantee", "token", "list-lag", "10s");
    private static final Map<String, String> TAGS = Map.of("guarantee", "tags", "list-lag", "10s");
    private static final Map<String, String> NONE = Map.of("guarantee", "none", "list-lag", "10s");

    private final SimRig rig = new SimRig();
    private final Intents intents = rig.life("one", Crash.never());
    private final HostKind hosts = new HostKind(rig);

    @AfterEach
    void close() {
        rig.close();
    }

    private Ending<Host> create(String cloud, String name) {
        return intents.run(hosts.creation(), SimRig.create(intents, cloud, name));
    }

    private Optional<UsageRow> usage(HostId id) {
        return rig.store.read(tx -> tx.usage().findOpen("a", id.text(), "HOST"));
    }

    private List<String> outcomes(String operation) {
        List<AuditRow> rows = rig.store.read(tx -> tx.audit().list(AuditFilter.ALL.intent(operation), 0, 100));
        return rows.stream().map(row -> row.entry().outcome()).toList();
    }

    @Test
    void aCreateIsWrittenDownFollowedAndCharged() {
        SimCloud cloud = rig.connect("a", TOKEN);
        Request request = SimRig.create(intents, "a", "web");
        Request priced = new Request(
                request.operationId(),
                request.resource(),
                request.region(),
                request.order(),
                Terms.of("tester").at(Price.hourly("0.01", "USD")),
                request.time(),
                request.patience(),
                1);
        Ending<Host> ending = intents.run(hosts.creation(), priced);

        Host host = ending.orThrow();
        assertThat(host.state()).isEqualTo(HostState.RUNNING);
        assertThat(host.tags())
                .containsEntry(IntentTags.OPERATION, request.operationId())
                .containsEntry(IntentTags.EPOCH, "1")
                .containsEntry(IntentTags.INSTALLATION, rig.store.installation().id());
        assertThat(ending.intent().state()).isEqualTo(IntentState.DONE);
        assertThat(ending.intent().result()).isEqualTo(host.id().text());
        assertThat(cloud.ledger().hostsByToken()).containsEntry(ending.intent().token(), 1);
        UsageRow usage = usage(host.id()).orElseThrow();
        assertThat(usage.unitPrice()).isEqualByComparingTo("0.01");
        assertThat(usage.who()).isEqualTo("tester");
        assertThat(usage.shape()).isEqualTo("small");
        assertThat(outcomes(request.operationId())).containsExactly("OK");
    }

    @Test
    void aDeleteIsDoneWhenTheHostIsGoneAndEndsTheCharge() {
        SimCloud cloud = rig.connect("a", TOKEN);
        HostId id = create("a", "web").orThrow().id();
        assertThat(usage(id)).isPresent();
        Ending<Host> gone = intents.run(hosts.deletion(), Request.delete(intents.newOperation(), hosts, id, Terms.OWN));
        assertThat(gone).isInstanceOf(Ending.Done.class);
        assertThat(cloud.ledger().hosts()).isZero();
        assertThat(usage(id)).isEmpty();
        assertThat(intents.run(hosts.deletion(), Request.delete(intents.newOperation(), hosts, id, Terms.OWN)))
                .isInstanceOf(Ending.Done.class);
    }

    @Test
    void aResizeChangesWhatIsCharged() {
        rig.connect("a", TOKEN);
        HostId id = create("a", "web").orThrow().id();
        Ending<Host> resized = intents.run(
                hosts.resizing(),
                Request.of(
                        intents.newOperation(),
                        Request.resourceName(hosts, id),
                        id.region(),
                        HostKind.resizeOrder(id, new Shape("large")),
                        Terms.of("tester")));
        assertThat(resized.orThrow().shape()).contains(new Shape("large"));
        assertThat(usage(id).orElseThrow().shape()).isEqualTo("large");
    }

    @Test
    void aLostReplyIsSentAgainWhereTheCloudKnowsTheToken() {
        SimCloud cloud = rig.connect("a", TOKEN);
        cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.LOST_REPLY);
        Ending<Host> ending = create("a", "web");
        assertThat(ending).isInstanceOf(Ending.Done.class);
        assertThat(ending.intent().epoch()).isEqualTo(1);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
        assertThat(cloud.ledger().requests(Operation.HOSTS_CREATE)).isEqualTo(2);
    }

    @Test
    void aLostReplyIsFoundByItsTagsWhereTheCloudKnowsNoToken() {
        SimCloud cloud = rig.connect("a", TAGS);
        cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.LOST_REPLY);
        Ending<Host> ending = create("a", "web");
        assertThat(ending).isInstanceOf(Ending.Done.class);
        assertThat(ending.orThrow().state()).isEqualTo(HostState.RUNNING);
        assertThat(cloud.ledger().requests(Operation.HOSTS_CREATE)).isEqualTo(1);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void aLostRequestIsSentInANewEpochOnlyAfterTheCloudWasQuietAndListedTwice() {
        SimCloud cloud = rig.connect("a", TAGS);
        cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.LOST_REQUEST);
        long start = rig.clock.nanoTime();
        Ending<Host> ending = create("a", "web");
        assertThat(ending).isInstanceOf(Ending.Done.class);
        assertThat(ending.intent().epoch()).isEqualTo(2);
        assertThat(Duration.ofNanos(rig.clock.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(12));
        List<IntentRow> epochs = rig.epochs(ending.intent().id());
        assertThat(epochs).extracting(IntentRow::state).containsExactly(IntentState.FAILED, IntentState.DONE);
        assertThat(epochs.get(0).token()).isNotEqualTo(epochs.get(1).token());
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void whereNothingKeepsARequestSingleAnEmptyListProvesNothing() {
        SimCloud cloud = rig.connect("a", NONE);
        cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.LOST_REQUEST);
        Ending<Host> ending = create("a", "web");
        assertThat(ending).isInstanceOf(Ending.Fenced.class);
        assertThatThrownBy(ending::orThrow)
                .isInstanceOf(CloudException.class)
                .hasMessageContaining(ending.intent().id())
                .hasMessageContaining("sweep");
    }

    @Test
    void aDuplicateIsDeleted() {
        SimCloud cloud = rig.connect("a", TAGS);
        cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.DUPLICATE);
        Host host = create("a", "web").orThrow();
        assertThat(cloud.ledger().hosts()).isEqualTo(2);
        rig.clock.advance(Duration.ofMinutes(9));
        assertThat(intents.sweep(false).of(Verdict.TOO_YOUNG)).hasSize(1);
        rig.clock.advance(Duration.ofMinutes(2));
        assertThat(intents.sweep(true).of(Verdict.WOULD_DELETE)).hasSize(1);
        assertThat(cloud.ledger().hosts()).isEqualTo(2);
        SweepReport report = intents.sweep(false);
        assertThat(report.of(Verdict.DELETED)).hasSize(1);
        assertThat(report.finds().get(0).id()).isNotEqualTo(host.id());
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
        assertThat(intents.sweep(false).finds()).isEmpty();
    }

    @Test
    void aSilentCloudIsFencedAndALateArrivalIsDeletedByTheSweep() {
        SimCloud cloud = rig.connect("a", TOKEN);
        cloud.faults().slow(Duration.ofSeconds(5));
        Ending<Host> ending =
                intents.run(hosts.creation(), SimRig.create(intents, "a", "web").patience(Duration.ofSeconds(10)));
        assertThat(ending).isInstanceOf(Ending.Fenced.class);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
        cloud.faults().calm();
        rig.clock.advance(Duration.ofMinutes(11));
        assertThat(intents.sweep(false).of(Verdict.DELETED)).hasSize(1);
        assertThat(cloud.ledger().hosts()).isZero();
        rig.clock.advance(Duration.ofMinutes(11));
        assertThat(intents.sweep(false).settled()).isEqualTo(1);
        assertThat(rig.epochs(ending.intent().id()).get(0).state()).isEqualTo(IntentState.ABANDONED);
    }

    @Test
    void whatFailedAfterBeingAcceptedIsDeletedFirst() {
        SimCloud cloud = rig.connect("a", TOKEN);
        cloud.faults().outOfStockLate();
        Ending<Host> ending = create("a", "web");
        assertThat(ending).isInstanceOf(Ending.Failed.class);
        assertThat(((Ending.Failed<Host>) ending).problem().reason()).isEqualTo(Reason.STOCK);
        assertThat(cloud.ledger().hostsMade()).isEqualTo(1);
        assertThat(cloud.ledger().hosts()).isZero();
    }

    @Test
    void aRefusalIsDefinite() {
        SimCloud cloud = rig.connect("a", TAGS);
        cloud.faults().outOfStock();
        Ending<Host> ending = create("a", "web");
        assertThat(ending).isInstanceOf(Ending.Failed.class);
        assertThatThrownBy(ending::orThrow).hasMessageContaining("STOCK");
        assertThat(ending.intent().state()).isEqualTo(IntentState.FAILED);
        assertThat(outcomes(ending.intent().id())).containsExactly("FAILED");
    }

    @Test
    void aDeadCloudRefusesBeforeAnythingIsSent() {
        rig.connect("a", TAGS).faults().dead(true);
        assertThat(create("a", "web")).isInstanceOf(Ending.Failed.class);
    }

    @Test
    void whatADeadProcessLeftIsGoneOnWithBeforeNewWorkOnTheSameResource() {
        SimCloud cloud = rig.connect("a", TAGS);
        Intents dying = rig.life("zero", Crash.at(CrashPoints.TICKET, 1));
        Request first = SimRig.create(dying, "a", "web");
        assertThatThrownBy(() -> dying.run(hosts.creation(), first)).isInstanceOf(Crash.class);
        rig.clock.advance(Duration.ofMinutes(1));

        Host host = create("a", "web").orThrow();
        assertThat(host.tags()).containsEntry(IntentTags.OPERATION, first.operationId());
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void whatALivingProcessWorksOnIsLeftToIt() {
        rig.connect("a", TAGS);
        Intents other = Intents.builder(rig, rig.store, "other")
                .resources(ResourceKinds.of(rig).all())
                .clock(rig.clock)
                .ticker(rig.clock::nanoTime)
                .waiter((time, woken) -> rig.clock.advance(time))
                .lease(Duration.ofHours(1))
                .crashPoints(Crash.at(CrashPoints.TICKET, 1))
                .build();
        Intents patient = Intents.builder(rig, rig.store, "patient")
                .resources(ResourceKinds.of(rig).all())
                .clock(rig.clock)
                .ticker(rig.clock::nanoTime)
                .waiter((time, woken) -> rig.clock.advance(time))
                .build();
        assertThatThrownBy(() -> other.run(hosts.creation(), SimRig.create(other, "a", "web")))
                .isInstanceOf(Crash.class);
        assertThat(patient.resume().size()).isZero();
        assertThatThrownBy(() -> patient.run(hosts.creation(), SimRig.create(patient, "a", "web")))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(e).hasMessageContaining("host/web");
                });
        rig.clock.advance(Duration.ofHours(1));
        assertThat(patient.resume().settled()).isTrue();
    }

    @Test
    void aForeignThingAndAnUnknownOperationAreLeftAlone() {
        SimCloud cloud = rig.connect("a", TAGS);
        try (SimRig elsewhere = new SimRig()) {
            assertThat(elsewhere.store.installation().id())
                    .isNotEqualTo(rig.store.installation().id());
        }
        Host host = create("a", "web").orThrow();
        rig.store.write(tx -> {
            tx.usage().close("a", host.id().text(), "HOST", rig.clock.instant());
            return tx.intents().prune(rig.clock.instant().plusSeconds(1));
        });
        rig.clock.advance(Duration.ofHours(1));
        SweepReport report = intents.sweep(false);
        assertThat(report.of(Verdict.UNKNOWN)).extracting(SweepReport.Find::id).containsExactly(host.id());
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void aSweepDeletesNoMoreThanItMay() {
        SimCloud cloud = rig.connect("a", TAGS);
        for (int i = 0; i < 3; i++) {
            cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.DUPLICATE);
            create("a", "web-" + i);
        }
        rig.clock.advance(Duration.ofMinutes(11));
        Intents careful = Intents.builder(rig, rig.store, "one")
                .resources(ResourceKinds.of(rig).all())
                .clock(rig.clock)
                .ticker(rig.clock::nanoTime)
                .waiter((time, woken) -> rig.clock.advance(time))
                .deletionsPerSweep(2)
                .build();
        SweepReport report = careful.sweep(false);
        assertThat(report.of(Verdict.DELETED)).hasSize(2);
        assertThat(report.of(Verdict.HELD_BACK)).hasSize(1);
        assertThat(report.clean()).isFalse();
        assertThat(careful.sweep(false).clean()).isTrue();
    }

    @Test
    void whatAnInterruptedCallerLeftIsGoneOnWithByTheSameEngine() {
        SimCloud cloud = rig.connect("a", Map.of("boot-time", "30s"));
        Request request = SimRig.create(intents, "a", "web");
        Intents impatient = Intents.builder(rig, rig.store, "impatient")
                .resources(ResourceKinds.of(rig).all())
                .clock(rig.clock)
                .ticker(rig.clock::nanoTime)
                .waiter((time, woken) -> {
                    if (rig.clock.nanoTime() == 0) {
                        rig.clock.advance(time);
                        throw new InterruptedException();
                    }
                    rig.clock.advance(time);
                })
                .build();
        assertThatThrownBy(() -> impatient.run(hosts.creation(), request))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(impatient.resume().of(request.operationId())).isInstanceOf(Ending.Done.class);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void manyAreFollowedTogether() {
        SimCloud cloud = rig.connect("a", Map.of("boot-time", "30s"));
        long start = rig.clock.nanoTime();
        List<Task<Ending<Host>>> tasks = IntStream.range(0, 50)
                .mapToObj(i -> intents.task(hosts.creation(), SimRig.create(intents, "a", "web-" + i)))
                .toList();
        List<Driver.Outcome<Ending<Host>>> outcomes = intents.driver().runAll(tasks);
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.orThrow()).isInstanceOf(Ending.Done.class));
        assertThat(cloud.ledger().hosts()).isEqualTo(50);
        assertThat(Duration.ofNanos(rig.clock.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aClockThatJumpsDoesNotShortenTheQuietPeriod() {
        SimCloud cloud = rig.connect("a", TAGS);
        cloud.faults().only(Operation.HOSTS_CREATE).next(Fault.LOST_REPLY);
        Intents jumpy = rig.life("one", point -> {
            if (point.equals(CrashPoints.DOUBT)) {
                rig.clock.jump(Duration.ofHours(2));
            }
        });
        assertThat(jumpy.run(hosts.creation(), SimRig.create(jumpy, "a", "web")))
                .isInstanceOf(Ending.Done.class);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void anOperationThatIsUnderWayForOneThingIsNotBegunForAnother() {
        SimCloud cloud = rig.connect("a", TOKEN);
        Request web = SimRig.create(intents, "a", "web");
        Task<Ending<Host>> begun = intents.task(hosts.creation(), web);
        begun.advance();
        Request db = Request.of(
                web.operationId(),
                "host/db",
                web.region(),
                SimRig.order("a", "db").fields(),
                Terms.of("tester"));
        assertThatThrownBy(() -> intents.run(hosts.creation(), db))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                })
                .hasMessageContaining("under way already");
        assertThat(intents.driver().run(begun)).isInstanceOf(Ending.Done.class);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }
}
