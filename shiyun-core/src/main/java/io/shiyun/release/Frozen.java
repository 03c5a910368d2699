package io.shiyun.release;

import io.shiyun.model.Fields;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.store.FrozenOrder;
import io.shiyun.store.Store;
import java.util.Map;
import java.util.TreeMap;

/** Plans and orders as the store keeps them: secrets sealed, the rest readable. */
final class Frozen {
    /** The tag that carries the operation to the replicas; no difference between two orders. */
    static final String OPERATION_TAG = "shiyun-op";

    private static final int REVISION_LENGTH = 10;

    private final Store store;

    Frozen(Store store) {
        this.store = store;
    }

    FrozenOrder of(ReleasePlan plan) {
        return store.freeze(Fields.of(plan::write));
    }

    FrozenOrder of(AppOrder order) {
        return store.freeze(order.fields());
    }

    ReleasePlan plan(FrozenOrder frozen) {
        return ReleasePlan.read(store.thaw(frozen).reader());
    }

    AppOrder order(FrozenOrder frozen) {
        return AppOrder.read(store.thaw(frozen).reader());
    }

    /**
     * The revision of an order: the first 10 digits of a hash of its content. How many replicas there are is no part of
     * it. Keyed by the installation, since the content may hold secrets.
     */
    String revision(AppOrder order) {
        AppOrder content =
                order.toBuilder().revision("").scaling(new Scaling.Untouched()).build();
        return of(untagged(content)).hash().substring(0, REVISION_LENGTH);
    }

    static AppOrder tagged(AppOrder order, String operation) {
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.put(OPERATION_TAG, operation);
        return order.toBuilder().tags(tags).build();
    }

    static AppOrder untagged(AppOrder order) {
        return order.toBuilder().tags(withoutOperation(order.tags())).build();
    }

    static Map<String, String> withoutOperation(Map<String, String> tags) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.remove(OPERATION_TAG);
        return kept;
    }
}
