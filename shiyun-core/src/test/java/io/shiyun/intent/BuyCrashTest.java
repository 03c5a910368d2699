package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.Candidate;
import io.shiyun.Gathered;
import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.broker.Broker;
import io.shiyun.call.Found;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.provider.sim.Fault;
import io.shiyun.provider.sim.Faults;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A purchase whose process dies at every point it has, and that is asked for again by its reference. */
class BuyCrashTest {
    private static final Map<String, Consumer<Faults>> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("none", faults -> {});
        FAULTS.put("sold out", Faults::outOfStock);
        FAULTS.put("sold out late", Faults::outOfStockLate);
        FAULTS.put("lost reply", faults -> faults.only(Operation.HOSTS_CREATE).next(Fault.LOST_REPLY));
        FAULTS.put("lost request", faults -> faults.only(Operation.HOSTS_CREATE).next(Fault.LOST_REQUEST));
    }

    private final SimRig rig = new SimRig();
    private int crashes;

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Candidate> places() {
        List<Candidate> places = new ArrayList<>();
        for (CloudId cloud : rig.ids()) {
            Offers offers = rig.service(cloud, Offers.class);
            OfferQuery query = OfferQuery.builder(SimRig.region(cloud.name()))
                    .purchase(Purchase.ON_DEMAND)
                    .build();
            Found.pages(from -> offers.list(query, from, rig.call(SimRig.CALL))).items().stream()
                    .filter(offer -> offer.shape().name().equals("medium"))
                    .map(Broker::place)
                    .findFirst()
                    .ifPresent(places::add);
        }
        return places;
    }

    private Optional<Placed<Host>> buy(Intents intents, String reference, List<Candidate> places) {
        return buy(intents, reference, reference, places);
    }

    private Optional<Placed<Host>> buy(Intents intents, String reference, String name, List<Candidate> places) {
        HostSpec spec = HostSpec.named(name).shape("medium").image("debian-12");
        Broker broker = new Broker(
                rig,
                intents,
                new HostKind(rig),
                query -> new Gathered<>(List.of(), List.of(), List.of()),
                rig.clock::nanoTime,
                Broker.PATIENCE);
        try {
            String operation = intents.operationOf(reference);
            Optional<Placed<Host>> before = broker.bought(spec, operation);
            return Optional.of(
                    before.orElseGet(() -> broker.buy(spec, places, List.of(), Optional.empty(), operation, "tester")));
        } catch (Crash crash) {
            crashes++;
            return Optional.empty();
        }
    }

    @Test
    void aPurchaseThatDiesAnywhereAndIsAskedForAgainMakesOneHost() {
        int scenario = 0;
        for (String guarantee : List.of("token", "tags")) {
            for (Map.Entry<String, Consumer<Faults>> fault : FAULTS.entrySet()) {
                boolean died = true;
                for (int point = 1; died; point++) {
                    String reference = "b" + ++scenario;
                    SimCloud first = rig.connect("first", Map.of("guarantee", guarantee, "list-lag", "5s"));
                    SimCloud second = rig.connect("second", Map.of("guarantee", guarantee));
                    List<Candidate> places = places();
                    fault.getValue().accept(first.faults());
                    Intents dying = rig.life(reference + ".1", Crash.after(point));
                    died = buy(dying, reference, places).isEmpty();

                    Intents next = rig.life(reference + ".2", Crash.never());
                    Placed<Host> placed = buy(next, reference, places).orElseThrow();
                    Placed<Host> again = buy(next, reference, places).orElseThrow();
                    assertThat(again.orThrow().id()).isEqualTo(placed.orThrow().id());
                    rig.clock.advance(Duration.ofMinutes(11));
                    next.sweep(false);
                    assertThat(first.ledger().hosts() + second.ledger().hosts())
                            .as("%s, %s, point %s", guarantee, fault.getKey(), point)
                            .isEqualTo(1);
                    List<IntentRow> epochs = rig.epochs(placed.operationId());
                    assertThat(epochs.stream().filter(row -> row.state() == IntentState.DONE))
                            .hasSize(1);
                    assertThat(epochs).allMatch(IntentRow::finished);
                }
            }
        }
        System.out.println("crashes of purchases: " + crashes + " in " + scenario + " scenarios");
        assertThat(crashes).isGreaterThan(40);
    }

    @Test
    void whatAnotherReferenceLeftUnfinishedIsFinishedButIsNoAnswerToThisOne() {
        SimCloud cloud = rig.connect("first", Map.of("guarantee", "token"));
        List<Candidate> places = places();
        Intents dying = rig.life("one", Crash.at(CrashPoints.TICKET, 1));
        assertThat(buy(dying, "order-1", "web", places)).isEmpty();

        Intents next = rig.life("two", Crash.never());
        assertThatThrownBy(() -> buy(next, "order-2", "web", places))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                })
                .hasMessageContaining("'web'")
                .hasMessageContaining(next.operationOf("order-1"));
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
        assertThat(buy(next, "order-1", "web", places).orElseThrow().value()).isPresent();
    }
}
