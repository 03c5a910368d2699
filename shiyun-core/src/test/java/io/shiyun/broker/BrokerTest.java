package io.shiyun.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.Attempt;
import io.shiyun.Candidate;
import io.shiyun.Gathered;
import io.shiyun.HostPlan;
import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.Placement;
import io.shiyun.SweepReport;
import io.shiyun.SweepReport.Verdict;
import io.shiyun.call.Found;
import io.shiyun.intent.CrashPoints;
import io.shiyun.intent.HostKind;
import io.shiyun.intent.Intents;
import io.shiyun.intent.SimRig;
import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.provider.sim.Fault;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerTest {
    private static final HostSpec WEB =
            HostSpec.named("web").atLeast(Cpu.vcpus(2), Bytes.gib(4)).image("debian-12");

    private final SimRig rig = new SimRig();
    private final Intents intents = rig.life("one", point -> {});
    private UnaryOperator<Offer> told = offer -> offer;
    private final Broker broker =
            new Broker(rig, intents, new HostKind(rig), this::offers, rig.clock::nanoTime, Broker.PATIENCE);

    @AfterEach
    void close() {
        rig.close();
    }

    private Gathered<Offer> offers(Function<Region, OfferQuery> query) {
        List<Offer> all = new ArrayList<>();
        for (CloudId cloud : rig.ids()) {
            for (Region region : rig.cloud(cloud).regions()) {
                Offers offers = rig.service(cloud, Offers.class);
                Found.pages(from -> offers.list(query.apply(region), from, rig.call(SimRig.CALL)))
                        .items()
                        .forEach(offer -> all.add(told.apply(offer)));
            }
        }
        return new Gathered<>(all, List.of(), List.of());
    }

    private Placed<Host> create(Placement placement) {
        return broker.create(WEB, placement, "tester");
    }

    @Test
    void theCheapestPlaceThatRunsTheImageIsTaken() {
        rig.connect("dear", Map.of("price-factor", "2"));
        SimCloud cheap = rig.connect("cheap", Map.of());
        Placed<Host> placed = create(Placement.cheapest());
        assertThat(placed.orThrow().id().cloud()).isEqualTo(new CloudId("cheap"));
        assertThat(placed.candidate().orElseThrow().shape()).isEqualTo(new Shape("medium"));
        assertThat(placed.candidate().orElseThrow().price()).contains(Price.hourly("0.04", "USD"));
        assertThat(cheap.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void anUnknownPriceAndAPriceOfNothingNeverWin() {
        rig.connect("free", Map.of());
        rig.connect("honest", Map.of("price-factor", "3"));
        told = offer -> offer.cloud().name().equals("free")
                ? offer.toBuilder().price(Price.hourly("0", "USD")).build()
                : offer;
        HostPlan plan = broker.plan(WEB, Placement.cheapest());
        assertThat(plan.candidates().get(0).cloud().name()).isEqualTo("honest");
        assertThat(plan.notes()).anyMatch(note -> note.contains("without a known price"));
        assertThat(plan.candidates()).anyMatch(place -> place.cloud().name().equals("free"));
    }

    @Test
    void currenciesAreNotComparedAndThePlanSaysSo() {
        rig.connect("us", Map.of());
        rig.connect("cn", Map.of());
        told = offer -> offer.cloud().name().equals("cn")
                ? offer.toBuilder().price(Price.hourly("0.001", "CNY")).build()
                : offer;
        HostPlan plan = broker.plan(WEB, Placement.cheapest());
        assertThat(plan.candidates().get(0).cloud().name()).isEqualTo("us");
        assertThat(plan.notes()).anyMatch(note -> note.contains("USD") && note.contains("CNY"));
        HostPlan capped = broker.plan(WEB, Placement.cheapest().maxPrice(Price.hourly("0.05", "USD")));
        assertThat(capped.candidates()).extracting(Candidate::cloud).containsOnly(new CloudId("us"));
        assertThat(capped.candidates())
                .allSatisfy(place ->
                        assertThat(place.price().orElseThrow()).isLessThanOrEqualTo(Price.hourly("0.05", "USD")));
    }

    @Test
    void planningSendsNothing() {
        SimCloud cloud = rig.connect("a", Map.of());
        assertThat(broker.plan(WEB, Placement.cheapest()).candidates()).isNotEmpty();
        assertThat(cloud.ledger().requests(Operation.HOSTS_CREATE)).isZero();
    }

    @Test
    void aPlaceOutOfStockIsPassedOverAndLeftAloneForAWhile() {
        SimCloud empty = rig.connect("empty", Map.of());
        SimCloud full = rig.connect("full", Map.of("price-factor", "2"));
        told = offer -> offer.toBuilder().stock(Stock.AVAILABLE).build();
        empty.faults().outOfStock();
        Placed<Host> placed = create(Placement.cheapest().within("empty", "full"));
        assertThat(placed.orThrow().id().cloud().name()).isEqualTo("full");
        assertThat(placed.attempts().get(0).problem().orElseThrow().reason()).isEqualTo(Reason.STOCK);
        long asked = empty.ledger().requests(Operation.HOSTS_CREATE);
        assertThat(asked).isPositive();

        Placed<Host> again = broker.create(WEB.withName("web2"), Placement.cheapest(), "tester");
        assertThat(again.orThrow().id().cloud().name()).isEqualTo("full");
        assertThat(again.attempts().get(0).sent()).isFalse();
        assertThat(empty.ledger().requests(Operation.HOSTS_CREATE)).isEqualTo(asked);

        empty.faults().restock();
        rig.clock.advance(Duration.ofSeconds(31));
        assertThat(broker.create(WEB.withName("web3"), Placement.cheapest(), "tester")
                        .orThrow()
                        .id()
                        .cloud()
                        .name())
                .isEqualTo("empty");
        assertThat(full.ledger().hosts()).isEqualTo(2);
    }

    /** A broker that knows what was on sale before anything broke. */
    private Broker remembering() {
        Gathered<Offer> known = offers(OfferQuery::hosts);
        return new Broker(rig, intents, new HostKind(rig), query -> known, rig.clock::nanoTime, Broker.PATIENCE);
    }

    @Test
    void aDeadCloudIsLeftAtOnce() {
        SimCloud dead = rig.connect("dead", Map.of());
        rig.connect("alive", Map.of());
        Broker remembering = remembering();
        dead.faults().dead(true);
        long start = rig.clock.nanoTime();
        Placed<Host> placed = remembering.create(WEB, Placement.first("dead", "alive"), "tester");
        assertThat(placed.orThrow().id().cloud().name()).isEqualTo("alive");
        assertThat(Duration.ofNanos(rig.clock.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whatFailedAfterBeingAcceptedIsDeletedBeforeTheNextPlaceIsAsked() {
        SimCloud late = rig.connect("late", Map.of());
        rig.connect("other", Map.of("price-factor", "2"));
        late.faults().outOfStockLate();
        Placed<Host> placed = create(Placement.cheapest());
        assertThat(placed.orThrow().id().cloud().name()).isEqualTo("other");
        assertThat(late.ledger().hostsMade()).isPositive();
        assertThat(late.ledger().hosts()).isZero();
    }

    @Test
    void aLostAnswerMovesNothing() {
        SimCloud first = rig.connect("first", Map.of("guarantee", "tags", "list-lag", "5s"));
        SimCloud second = rig.connect("second", Map.of());
        first.faults().only(Operation.HOSTS_CREATE).next(Fault.LOST_REPLY);
        Placed<Host> placed = create(Placement.first("first", "second"));
        assertThat(placed.orThrow().id().cloud().name()).isEqualTo("first");
        assertThat(first.ledger().hosts()).isEqualTo(1);
        assertThat(second.ledger().hosts()).isZero();
    }

    @Test
    void aCloudWhoseAnswersComeTooLateIsFencedAndTheRequestMovesWithinTwoCallsAndASecond() {
        SimCloud late = rig.connect("late", Map.of());
        rig.connect("alive", Map.of());
        long[] firstError = {0};
        Intents watching = rig.life("one", point -> {
            if (point.equals(CrashPoints.FAILED_CALL) && firstError[0] == 0) {
                firstError[0] = rig.clock.nanoTime();
            }
            if (point.equals(CrashPoints.PLANNED) && firstError[0] == 0) {
                late.faults().slow(SimRig.CALL.plusMillis(500));
            }
        });
        Gathered<Offer> known = offers(OfferQuery::hosts);
        Broker broker =
                new Broker(rig, watching, new HostKind(rig), query -> known, rig.clock::nanoTime, Broker.PATIENCE);
        Placed<Host> placed = broker.create(WEB, Placement.first("late", "alive"), "tester");
        assertThat(placed.orThrow().id().cloud().name()).isEqualTo("alive");
        assertThat(Duration.ofNanos(rig.clock.nanoTime() - firstError[0]))
                .isLessThan(SimRig.CALL.multipliedBy(2).plusSeconds(1));
        assertThat(placed.attempts().get(0).inDoubt()).isTrue();
        assertThat(late.ledger().hosts()).isEqualTo(1);
        assertThat(rig.epochs(placed.operationId()))
                .extracting(IntentRow::state)
                .containsExactly(IntentState.FENCED, IntentState.DONE);

        late.faults().calm();
        rig.clock.advance(Duration.ofMinutes(11));
        SweepReport report = watching.sweep(false);
        assertThat(report.of(Verdict.DELETED)).as("%s", report).hasSize(1);
        assertThat(late.ledger().hosts()).isZero();
    }

    @Test
    void whenNoPlaceTakesItEveryPlaceIsNamedWithItsReason() {
        rig.connect("a", Map.of()).faults().outOfStock();
        rig.connect("b", Map.of()).faults().hostQuota(0);
        Placed<Host> placed = create(Placement.cheapest());
        assertThat(placed.value()).isEmpty();
        assertThatThrownBy(placed::orThrow).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
            assertThat(e.getMessage()).contains("a/sim-1/sim-1a medium", "STOCK", "b/sim-1/sim-1a", "QUOTA");
        });
        List<IntentRow> epochs = rig.epochs(placed.operationId());
        assertThat(epochs).allSatisfy(row -> assertThat(row.state()).isEqualTo(IntentState.FAILED));
        assertThat(epochs).extracting(IntentRow::token).doesNotHaveDuplicates();
    }

    @Test
    void whatEveryPlaceWouldRefuseIsNotTriedElsewhere() {
        rig.connect("a", Map.of());
        SimCloud b = rig.connect("b", Map.of());
        HostSpec odd = WEB.withName("web").tag("k", "v").image("no-such-image");
        Placed<Host> placed = broker.create(odd, Placement.cheapest(), "tester");
        assertThatThrownBy(placed::orThrow)
                .hasMessageContaining("no-such-image")
                .hasMessageContaining("NOT_FOUND");
        assertThat(b.ledger().requests(Operation.HOSTS_CREATE)).isZero();
        assertThat(placed.attempts()).noneMatch(Attempt::sent);
    }

    @Test
    void aSpecWithSeveralFaultsNamesAllOfThemBeforeAnythingIsAsked() {
        SimCloud cloud = rig.connect("a", Map.of());
        HostSpec wrong = HostSpec.named("-bad-")
                .gpus(-1)
                .disk(Bytes.of(0))
                .dataDisk(Bytes.of(0))
                .sshKey("not a key")
                .tag("shiyun-op", "x");
        assertThatThrownBy(() -> broker.create(wrong, Placement.cheapest(), "tester"))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.INVALID);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                    assertThat(e.getMessage())
                            .contains(
                                    "name:",
                                    "image:",
                                    "atLeast:",
                                    "gpus:",
                                    "disk:",
                                    "disks[0].size:",
                                    "sshKey:",
                                    "tags.shiyun-op:");
                });
        assertThat(cloud.ledger().requests()).isZero();
        assertThatThrownBy(() -> broker.create(WEB, Placement.first("nowhere"), "tester"))
                .hasMessageContaining("nowhere");
    }

    @Test
    void manyAreSpreadAndEachHasItsOwnOutcome() {
        SimCloud cloud = rig.connect("a", Map.of());
        List<Placed<Host>> placed =
                broker.createMany(WEB, 4, Placement.cheapest().spread(Placement.Spread.ZONES), "tester");
        assertThat(placed).extracting(one -> one.orThrow().name()).containsExactly("web-1", "web-2", "web-3", "web-4");
        assertThat(placed.stream()
                        .map(one -> one.orThrow().zone().map(Zone::name).orElse("")))
                .containsExactly("sim-1a", "sim-1b", "sim-1a", "sim-1b");
        cloud.faults().hostQuota(6);
        List<Placed<Host>> more = broker.createMany(WEB.withName("db"), 3, Placement.cheapest(), "tester");
        assertThat(more.stream().filter(one -> one.value().isPresent())).hasSize(2);
        assertThat(more.stream().flatMap(one -> one.problem().stream()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).isEqualTo(Reason.QUOTA));
        assertThat(cloud.ledger().hosts()).isEqualTo(6);
    }

    @Test
    void aPlacementConfinesWhereItGoes() {
        rig.connect("a", Map.of("regions", "r1,r2"));
        rig.connect("b", Map.of());
        Region r2 = Region.of("a", "r2");
        HostPlan plan = broker.plan(WEB, Placement.cheapest().in(r2));
        assertThat(plan.candidates()).extracting(Candidate::region).containsOnly(r2);
        Zone zone = new Zone(r2, "r2b");
        assertThat(broker.plan(WEB, Placement.cheapest().inZone(zone)).candidates())
                .isNotEmpty()
                .extracting(Candidate::zone)
                .containsOnly(Optional.of(zone));
    }
}
