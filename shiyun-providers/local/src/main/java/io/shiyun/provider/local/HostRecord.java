package io.shiyun.provider.local;

import io.shiyun.model.Fields;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.spi.HostOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A host as the state folder knows it. One that was deleted is kept for as long as its token is remembered.
 *
 * @param id unique in the folder, never used again
 * @param order what it was made by
 * @param token the token of that order
 * @param shape its size now
 * @param state PENDING, RUNNING, STOPPED, DELETING or DELETED
 * @param tags its tags now
 * @param created when it was accepted
 * @param billedSince since when its present size is metered; absent while it costs nothing
 * @param ports ports of its own
 * @param boot the intent of the process that its user data started; empty without
 * @param closed when it was deleted
 */
record HostRecord(
        String id,
        HostOrder order,
        String token,
        Shape shape,
        HostState state,
        Map<String, String> tags,
        Instant created,
        Optional<Instant> billedSince,
        List<Integer> ports,
        String boot,
        Optional<Instant> closed) {
    HostRecord {
        tags = Map.copyOf(tags);
        ports = List.copyOf(ports);
    }

    HostId hostId(Region region) {
        return new HostId(region, id);
    }

    HostRecord in(HostState next) {
        return new HostRecord(id, order, token, shape, next, tags, created, billedSince, ports, boot, closed);
    }

    HostRecord sized(Shape next) {
        return new HostRecord(id, order, token, next, state, tags, created, billedSince, ports, boot, closed);
    }

    HostRecord tagged(Map<String, String> next) {
        return new HostRecord(id, order, token, shape, state, next, created, billedSince, ports, boot, closed);
    }

    HostRecord billed(Optional<Instant> since) {
        return new HostRecord(id, order, token, shape, state, tags, created, since, ports, boot, closed);
    }

    HostRecord booting(String intent) {
        return new HostRecord(id, order, token, shape, state, tags, created, billedSince, ports, intent, closed);
    }

    HostRecord closedAt(Instant when) {
        return new HostRecord(
                id,
                order,
                token,
                shape,
                HostState.DELETED,
                tags,
                created,
                Optional.empty(),
                List.of(),
                "",
                Optional.of(when));
    }

    Host fact(Region region, Zone zone) {
        Host.Builder host = Host.builder(hostId(region), order.name(), state)
                .nativeState(state.name().toLowerCase(Locale.ROOT))
                .billed(billedSince.isPresent())
                .zone(zone)
                .shape(shape)
                .image(order.image())
                .addresses(List.of("127.0.0.1"))
                .tags(tags)
                .created(created);
        Machine.size(shape).ifPresent(size -> host.cpu(size.cpu()).memory(size.memory()));
        return host.build();
    }

    void write(Fields.Writer fields) {
        fields.put("id", id);
        fields.putNested("order", order::write);
        fields.put("token", token);
        fields.put("shape", shape.name());
        fields.put("state", state.name());
        fields.putMap("tags", tags);
        fields.put("created", created.toString());
        billedSince.ifPresent(since -> fields.put("billedSince", since.toString()));
        fields.putList("ports", ports.stream().map(String::valueOf).toList());
        fields.put("boot", boot);
        closed.ifPresent(when -> fields.put("closed", when.toString()));
    }

    static HostRecord read(Fields.Reader fields) {
        return new HostRecord(
                fields.text("id"),
                HostOrder.read(fields.in("order")),
                fields.text("token"),
                new Shape(fields.text("shape")),
                HostState.valueOf(fields.text("state")),
                fields.map("tags"),
                Instant.parse(fields.text("created")),
                fields.has("billedSince") ? Optional.of(Instant.parse(fields.text("billedSince"))) : Optional.empty(),
                fields.list("ports").stream().map(Integer::valueOf).toList(),
                fields.text("boot"),
                fields.has("closed") ? Optional.of(Instant.parse(fields.text("closed"))) : Optional.empty());
    }
}
