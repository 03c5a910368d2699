package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.ReleaseOptions;
import io.shiyun.model.AppId;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.store.AuditFilter;
import io.shiyun.store.IntentRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import io.shiyun.store.UsageRow;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** An engine over a stepping place, in virtual time. */
abstract class EngineFixture {
    static final ProjectId PROJECT = new ProjectId(OneCloud.REGION, "default");
    static final AppId SHOP = new AppId(PROJECT, "shop");

    final VirtualTime time = new VirtualTime();
    final StepPlace place = new StepPlace(time);
    final Store store = Store.temporary(StoreOptions.defaults().withClock(time).withEnvironment(name -> null));

    @AfterEach
    void closeStore() {
        store.close();
    }

    ReleaseEngine engine() {
        return engine("engine-1", point -> {});
    }

    ReleaseEngine engine(String owner, Consumer<String> crashPoints) {
        return ReleaseEngine.builder(new OneCloud(place), store, owner)
                .time(time, time, time)
                .actor(() -> "ann")
                .dead(other -> other.startsWith("dead"))
                .crashPoints(crashPoints)
                .build();
    }

    static AppOrder order(String image, int replicas, String version) {
        return AppOrder.builder(PROJECT, "shop", "")
                .image(image)
                .scaling(replicas < 0 ? new Scaling.Untouched() : Scaling.fixed(replicas))
                .environment(java.util.Map.of("VERSION", version))
                .rollout(Rollout.builder().deadline(Duration.ofSeconds(30)).build())
                .build();
    }

    Release deploy(String image, int replicas, String version) {
        return engine().deploy(order(image, replicas, version), ReleaseOptions.DEFAULTS);
    }

    List<IntentRow> intents() {
        return store.read(tx -> tx.intents().byResource(SHOP.text(), 100));
    }

    List<UsageRow> openUsage() {
        return store.read(tx -> tx.usage().open(OneCloud.ID.name(), "", 100));
    }

    List<String> audit() {
        return store.read(tx -> tx.audit().list(AuditFilter.ALL, 0, 100)).stream()
                .map(row -> row.entry().operation() + " " + row.entry().outcome())
                .toList();
    }

    String version() {
        return place.apps.get(SHOP).order.environment().get("VERSION");
    }
}
