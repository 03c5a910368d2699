package io.shiyun.process.apps;

import io.shiyun.model.App;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between an order and what is there. */
final class Drifts {
    private Drifts() {}

    static Drift of(AppOrder order, Optional<App> seen, Optional<AppRecord> state) {
        if (seen.isEmpty() || state.isEmpty()) {
            return new Drift(order.app(), List.of("the app is not there"));
        }
        App app = seen.get();
        AppRecord record = state.get();
        List<String> differences = new ArrayList<>();
        if (!record.order().revision().equals(order.revision())) {
            differences.add("revision '" + record.order().revision() + "' is in force, not '" + order.revision() + "'");
        } else if (!AppRecord.content(record.order()).equals(AppRecord.content(order))) {
            differences.add("revision '" + order.revision() + "' is in force with another content");
        }
        if (order.scaling() instanceof Scaling.Fixed fixed && fixed.count() != app.wanted()) {
            differences.add(app.wanted() + " replicas are wanted, not " + fixed.count());
        }
        if (app.running() != app.wanted()) {
            differences.add(app.running() + " replicas are there, " + app.wanted() + " are wanted");
        }
        if (app.updated() != app.running()) {
            differences.add(app.updated() + " of " + app.running() + " replicas are of the order in force");
        }
        if (app.ready() != app.wanted()) {
            differences.add(app.ready() + " of " + app.wanted() + " replicas serve");
        }
        return new Drift(order.app(), differences);
    }
}
