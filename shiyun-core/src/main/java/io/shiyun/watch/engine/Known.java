package io.shiyun.watch.engine;

import io.shiyun.store.AlertRow;
import io.shiyun.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of alerts.
 *
 * @param rows the states of all alerts
 * @param beat when they were last evaluated; null if never
 */
record Known(List<AlertRow> rows, @Nullable Instant beat) {
    private static final int PAGE = 1_000;

    static Known of(Store store) {
        return store.read(tx -> {
            List<AlertRow> rows = new ArrayList<>();
            String after = "";
            List<AlertRow> page = tx.alerts().list(after, PAGE);
            while (!page.isEmpty()) {
                rows.addAll(page);
                after = page.get(page.size() - 1).fingerprint();
                page = tx.alerts().list(after, PAGE);
            }
            return new Known(rows, tx.alerts().beat().orElse(null));
        });
    }

    void recall(AlertEngine engine, long now) {
        engine.remember(rows, beat == null ? now : beat.toEpochMilli(), now);
    }
}
