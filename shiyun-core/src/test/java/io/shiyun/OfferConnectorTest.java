package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.call.Pipeline;
import io.shiyun.intent.CrashPoints;
import io.shiyun.intent.Intents;
import io.shiyun.intent.ResourceKinds;
import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Volume;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.provider.sim.SimProvider;
import io.shiyun.provider.sim.SimWorld;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Volumes;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Purchases of volumes that meet what another left behind. */
class OfferConnectorTest {
    private static final Region HERE = Region.of("a", "sim-1");

    private final Pipeline pipeline = Pipeline.builder().build();
    private final ConnectedClouds clouds = new ConnectedClouds(pipeline);
    private final Store store = Store.temporary(StoreOptions.defaults());
    private final OfferCatalogue catalogue;
    private Intents intents;

    OfferConnectorTest() {
        clouds.connect(
                new SimProvider(new SimWorld()),
                CloudConfig.builder(new CloudId("a")).set("boot-time", "1ms").build());
        Offer disk = Offer.builder(HERE, new Shape("ssd"))
                .layer(Layer.VOLUME)
                .price(new Price(Money.of("0.1", "USD"), Per.GIB_MONTH))
                .build();
        catalogue = OfferCatalogue.of(List.of(), List.of(disk), List.of());
        intents = life("one", point -> {});
    }

    private Intents life(String owner, Consumer<String> points) {
        return Intents.builder(clouds, store, owner)
                .resources(ResourceKinds.of(clouds).all())
                .dead(name -> true)
                .crashPoints(points)
                .build();
    }

    @AfterEach
    void close() {
        intents.close();
        store.close();
        clouds.close();
        pipeline.close();
    }

    private String connect(Intents by, String reference) {
        OfferConnector connector = new OfferConnector(clouds, by, ResourceKinds.of(clouds), () -> "tester");
        ConnectOrder order = ConnectOrder.of(
                        reference, "data", catalogue.detail("a", "sim-1", "ssd").get(0))
                .holding(Bytes.gib(10));
        return connector
                .connect(order, new LiveOffers(clouds, catalogue, List.of()))
                .text();
    }

    private List<Volume> volumes() {
        return clouds.service(new CloudId("a"), Volumes.class)
                .list(HERE, Cursor.START, clouds.freshCall(Operation.VOLUMES_LIST))
                .items();
    }

    /** Ends a process. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void whatAnotherReferenceLeftUnfinishedIsFinishedButIsNoAnswerToThisOne() {
        try (Intents dying = life("zero", point -> {
            if (point.equals(CrashPoints.TICKET)) {
                throw new Death();
            }
        })) {
            assertThatThrownBy(() -> connect(dying, "order-1")).isInstanceOf(Death.class);
        }
        assertThatThrownBy(() -> connect(intents, "order-2"))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                })
                .hasMessageContaining("'data'")
                .hasMessageContaining(intents.operationOf("order-1"));
        assertThat(volumes()).hasSize(1);
        assertThat(connect(intents, "order-1")).isEqualTo(volumes().get(0).id().text());
    }

    @Test
    void whoeverNoLongerWaitsHearsSoAndNothingMoreIsSent() {
        boolean[] cancelled = {false};
        try (Intents stopped = life("zero", point -> {
            if (point.equals(CrashPoints.PLANNED) && !cancelled[0]) {
                cancelled[0] = true;
                throw CloudException.ambiguous(Reason.CANCELLED, "no longer waited for")
                        .build();
            }
        })) {
            assertThatThrownBy(() -> connect(stopped, "order-1"))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
            assertThat(volumes()).isEmpty();
            assertThat(connect(stopped, "order-1")).isNotEmpty();
        }
        assertThat(volumes()).hasSize(1);
    }
}
