package io.shiyun.provider.sim;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlarmCondition;
import io.shiyun.model.AlarmState;
import io.shiyun.model.AlertId;
import io.shiyun.model.Region;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import java.util.Locale;

/** Alarm rules that look at the newest samples whenever they are asked for. */
final class SimAlerts implements Alerts {
    private final SimWorld world;
    private final Wire wire;

    SimAlerts(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Alarm put(AlarmOrder order, Call call) {
        return wire.ask(Operation.ALERTS_PUT, order, call, () -> {
            HostDesk.checkName(order.name());
            AlertId id = new AlertId(order.region(), order.name());
            Alarm alarm = Alarm.builder(id, order.name(), order.condition(), AlarmState.UNKNOWN)
                    .since(world.now())
                    .targets(order.targets())
                    .build();
            world.alarms.find(id).ifPresentOrElse(row -> row.set(alarm), () -> world.alarms.add(alarm, ""));
            return judged(alarm);
        });
    }

    @Override
    public Page<Alarm> list(Region region, Cursor from, Call call) {
        return wire.ask(Operation.ALERTS_LIST, region, call, () -> {
            Page<Alarm> page = world.alarms.page(region, alarm -> true, from);
            return new Page<>(page.items().stream().map(this::judged).toList(), page.next(), page.missing());
        });
    }

    @Override
    public Alarm get(AlertId id, Call call) {
        return wire.ask(
                Operation.ALERTS_GET,
                id,
                call,
                () -> judged(world.alarms.get(id).value()));
    }

    @Override
    public void delete(AlertId id, Call call) {
        wire.tell(Operation.ALERTS_DELETE, id, call, () -> world.alarms.remove(id));
    }

    private Alarm judged(Alarm alarm) {
        AlarmCondition when = alarm.condition();
        double value = SimMetrics.now(world, alarm.region(), when.metric(), when.labels());
        AlarmState state = Double.isNaN(value)
                ? AlarmState.NO_DATA
                : when.comparison().test(value, when.threshold()) ? AlarmState.FIRING : AlarmState.OK;
        return alarm.toBuilder()
                .state(state)
                .nativeState(state.name().toLowerCase(Locale.ROOT))
                .build();
    }
}
