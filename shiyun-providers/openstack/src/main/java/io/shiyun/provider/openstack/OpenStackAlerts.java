package io.shiyun.provider.openstack;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlarmState;
import io.shiyun.model.AlertId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Alarm rules by Aodh, on what Gnocchi keeps; see {@link AodhRule}. Whom an alarm tells is an address, such as {@code https://...}. What Aodh
 * knows of an alarm beside an order (whether it is enabled, its severity, when it may fire, whom it tells when all is well) is left as it is.
 */
final class OpenStackAlerts implements Alerts {
    private static final Path ALARMS = Path.of("alarms");
    private static final List<String> OTHER_TARGETS = List.of("ok_actions", "insufficient_data_actions");

    private final Desk desk;

    OpenStackAlerts(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Alarm put(AlarmOrder order, Call call) {
        Api aodh = aodh(order.region(), call);
        Optional<Json> there = named(aodh, order.name());
        JsonWriter alarm = alarm(order, there);
        if (there.isPresent()) {
            Reply reply = aodh.send("PUT", Path.of("alarms", id(there.get())), alarm, request -> request);
            if (reply.status() != 404) {
                return known(order.region(), Api.ok(reply).json());
            }
            // It was deleted since it was found.
            alarm = alarm(order, Optional.empty());
        }
        return known(order.region(), aodh.post(ALARMS, alarm).json());
    }

    /** Aodh keeps names apart by nothing, so that one may be there twice. */
    private static Optional<Json> named(Api aodh, String name) {
        Json all = aodh.get(ALARMS.with("q.field", "name").with("q.op", "eq").with("q.value", name));
        List<Json> there = new ArrayList<>();
        for (Json alarm : all.items()) {
            if (alarm.text("name", "").equals(name)) {
                there.add(alarm);
            }
        }
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Json alarm = there.get(0);
        if (there.size() > 1) {
            throw CloudException.rejected(
                            Reason.CONFLICT,
                            there.size() + " alarms are named '" + name + "'; delete all but one, such as " + id(alarm)
                                    + " or " + id(there.get(1)))
                    .build();
        }
        if (AodhRule.read(alarm).isEmpty()) {
            throw CloudException.rejected(
                            Reason.EXISTS,
                            "the alarm '" + name + "' is there, of the type " + alarm.text("type", "")
                                    + ", which is not one on a metric; choose another name or delete " + id(alarm))
                    .build();
        }
        return Optional.of(alarm);
    }

    private static JsonWriter alarm(AlarmOrder order, Optional<Json> there) {
        JsonWriter alarm = JsonWriter.object()
                .put("name", order.name())
                .put("type", AodhRule.type(order.condition()))
                .put("alarm_actions", order.targets());
        if (!order.description().isEmpty()) {
            alarm.put("description", order.description());
        }
        AodhRule.write(order.condition(), alarm);
        there.ifPresent(known -> keep(known, alarm));
        return alarm;
    }

    /** A PUT sets all that it does not say to what a new alarm has. */
    private static void keep(Json known, JsonWriter alarm) {
        alarm.put("enabled", known.text("enabled", "true").equalsIgnoreCase("true"))
                .put("repeat_actions", known.flag("repeat_actions"))
                .put("severity", known.text("severity", "low"))
                .put("state", known.text("state", "insufficient data"));
        OTHER_TARGETS.forEach(field -> alarm.put(field, known.texts(field)));
        alarm.list(
                "time_constraints",
                all -> known.items("time_constraints")
                        .forEach(time -> all.addObject(one -> {
                            one.put("name", time.text("name", ""))
                                    .put("description", time.optional("description"))
                                    .put("start", time.text("start", ""))
                                    .put("duration", time.whole("duration", 0))
                                    .put("timezone", time.text("timezone", ""));
                        })));
    }

    /** Pages go on behind the last alarm of the one before; when that was deleted meanwhile, the rest comes as one page. */
    @Override
    public Page<Alarm> list(Region region, Cursor from, Call call) {
        Api aodh = aodh(region, call);
        int size = desk.options().pageSize();
        Path sorted = ALARMS.with("sort", "alarm_id:asc");
        Reply reply =
                aodh.send("GET", sorted.with("limit", String.valueOf(size)).withAny("marker", from.value()));
        if (!from.atStart() && Errors.markerGone(reply)) {
            List<Json> rest = aodh.get(sorted).items().stream()
                    .filter(alarm -> id(alarm).compareTo(from.value()) > 0)
                    .toList();
            return Page.last(known(region, rest));
        }
        List<Json> alarms = Api.ok(reply).json().items();
        Optional<Cursor> next = alarms.size() < size
                ? Optional.empty()
                : Optional.of(new Cursor(id(alarms.get(alarms.size() - 1)))).filter(last -> !last.equals(from));
        return new Page<>(known(region, alarms), next, List.of());
    }

    @Override
    public Alarm get(AlertId id, Call call) {
        Json alarm = aodh(id.region(), call)
                .find(Path.of("alarms", id.value()))
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND, "there is no alarm " + id + " in this project, or it was deleted")
                        .build());
        return read(id.region(), alarm)
                .orElseThrow(() -> CloudException.rejected(
                                Reason.UNSUPPORTED,
                                "the alarm " + id + " of the type " + alarm.text("type", "")
                                        + " has no single condition that could be told; ask Aodh itself")
                        .build());
    }

    @Override
    public void delete(AlertId id, Call call) {
        aodh(id.region(), call).delete(Path.of("alarms", id.value()));
    }

    /** Alarms without a single condition are passed over. */
    private static List<Alarm> known(Region region, List<Json> alarms) {
        return alarms.stream().flatMap(alarm -> read(region, alarm).stream()).toList();
    }

    private static Alarm known(Region region, Json alarm) {
        return read(region, alarm).orElseThrow(() -> alarm.wrong("an alarm on a metric"));
    }

    static Optional<Alarm> read(Region region, Json alarm) {
        return Facts.read(
                alarm,
                json -> AodhRule.read(json).map(condition -> {
                    String word = json.text("state", "");
                    boolean enabled = json.text("enabled", "true").equalsIgnoreCase("true");
                    Alarm.Builder built = Alarm.builder(
                                    new AlertId(region, id(json)), json.text("name", ""), condition, state(word))
                            .nativeState(enabled ? word : word + " (disabled)")
                            .targets(json.texts("alarm_actions"));
                    Facts.time(json, "state_timestamp").ifPresent(built::since);
                    return built.build();
                }));
    }

    private static String id(Json alarm) {
        return alarm.text("alarm_id");
    }

    static AlarmState state(String word) {
        return switch (word) {
            case "ok" -> AlarmState.OK;
            case "alarm" -> AlarmState.FIRING;
            case "insufficient data" -> AlarmState.NO_DATA;
            default -> AlarmState.UNKNOWN;
        };
    }

    private Api aodh(Region region, Call call) {
        return desk.api(ServiceType.ALARM, region, call);
    }
}
