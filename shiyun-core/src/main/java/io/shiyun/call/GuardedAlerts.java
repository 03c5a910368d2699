package io.shiyun.call;

import static io.shiyun.spi.Operation.ALERTS_DELETE;
import static io.shiyun.spi.Operation.ALERTS_GET;
import static io.shiyun.spi.Operation.ALERTS_LIST;
import static io.shiyun.spi.Operation.ALERTS_PUT;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlertId;
import io.shiyun.model.Region;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.util.function.Supplier;

/** {@link Alerts} by way of the pipeline. */
final class GuardedAlerts extends Guarded<Alerts> implements Alerts {
    GuardedAlerts(Pipeline pipeline, Alerts alerts, Supplier<Capabilities> abilities) {
        super(pipeline, alerts, abilities);
    }

    @Override
    public Alarm put(AlarmOrder order, Call call) {
        return ask(ALERTS_PUT, order, call, Alerts::put);
    }

    @Override
    public Page<Alarm> list(Region region, Cursor from, Call call) {
        return ask(ALERTS_LIST, region, from, call, Alerts::list);
    }

    @Override
    public Alarm get(AlertId id, Call call) {
        return ask(ALERTS_GET, id, call, Alerts::get);
    }

    @Override
    public void delete(AlertId id, Call call) {
        run(ALERTS_DELETE, id, call, (alerts, attempt) -> alerts.delete(id, attempt));
    }
}
