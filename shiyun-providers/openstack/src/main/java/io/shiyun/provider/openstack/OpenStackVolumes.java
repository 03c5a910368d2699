package io.shiyun.provider.openstack;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.HostId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.SnapshotOrder;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Volumes by Cinder; Nova attaches them. */
final class OpenStackVolumes implements Volumes {
    private static final String MAKE = "make";
    private static final String ATTACH = "attach";
    private static final String DETACH = "detach";
    private static final String GROW = "grow";
    private static final String DELETE = "delete";
    private static final String SNAPSHOT = "snapshot";

    private final Desk desk;

    OpenStackVolumes(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Progress<Volume> create(VolumeOrder order, Intent intent, Call call) {
        Map<String, String> tags = ServerOrder.tags(order.tags(), intent.tags());
        tags.forEach(ServerOrder::checkTag);
        JsonWriter body = JsonWriter.object().object("volume", volume -> {
            volume.put("name", order.name()).put("size", Servers.gib(order.size()));
            volume.put("availability_zone", order.zone().map(zone -> zone.name()));
            volume.put("volume_type", Optional.of(order.kind()).filter(kind -> !kind.isEmpty()));
            volume.put("snapshot_id", order.snapshot().map(SnapshotId::value));
            volume.put("metadata", tags);
        });
        Json made = cinder(order.region(), call).post(Path.of("volumes"), body).json();
        Volume soFar = CinderFacts.volume(order.region(), made.at("volume"));
        return going(MAKE, soFar);
    }

    @Override
    public Page<Volume> list(Region region, Cursor from, Call call) {
        return page(region, "volumes", from, call, json -> CinderFacts.volume(region, json));
    }

    @Override
    public Volume get(VolumeId id, Call call) {
        return find(id, call)
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND, "there is no volume " + id + " for this project, or it was deleted")
                        .code("itemNotFound")
                        .build());
    }

    @Override
    public Progress<Volume> attach(VolumeId id, HostId host, Call call) {
        Volume volume = get(id, call);
        if (volume.host().isPresent()) {
            if (volume.host().get().equals(host)) {
                return volume.state() == ResourceState.READY ? Progress.done(volume) : going(ATTACH, volume);
            }
            throw CloudException.rejected(
                            Reason.CONFLICT,
                            "volume " + id + " is attached to " + volume.host().get() + "; detach it first")
                    .build();
        }
        desk.compute(id.region(), call)
                .post(
                        Path.of("servers", host.value(), "os-volume_attachments"),
                        JsonWriter.object()
                                .object("volumeAttachment", attachment -> attachment.put("volumeId", id.value())));
        return going(ATTACH, volume);
    }

    @Override
    public Progress<Volume> detach(VolumeId id, Call call) {
        Volume volume = get(id, call);
        if (volume.host().isEmpty()) {
            return Progress.done(volume);
        }
        desk.compute(id.region(), call)
                .delete(Path.of("servers", volume.host().get().value(), "os-volume_attachments", id.value()));
        return going(DETACH, volume);
    }

    /** Growing while attached needs microversion 3.42 of Cinder. */
    @Override
    public Progress<Volume> grow(VolumeId id, Bytes size, Call call) {
        Volume volume = get(id, call);
        if (size.compareTo(volume.size()) < 0) {
            throw CloudException.rejected(
                            Reason.INVALID, "volume " + id + " has " + volume.size() + "; it cannot shrink to " + size)
                    .build();
        }
        if (Servers.gib(size) == Servers.gib(volume.size())) {
            return Progress.done(volume);
        }
        JsonWriter body = JsonWriter.object().object("os-extend", extend -> extend.put("new_size", Servers.gib(size)));
        Api.ok(cinder(id.region(), call)
                .send(
                        "POST",
                        Path.of("volumes", id.value(), "action"),
                        body,
                        request -> volume.host().isPresent()
                                ? request.header("OpenStack-API-Version", "volume 3.42")
                                : request));
        return going(GROW, volume);
    }

    @Override
    public Progress<Volume> delete(VolumeId id, Call call) {
        if (!cinder(id.region(), call).delete(Path.of("volumes", id.value()))) {
            return Progress.done(gone(id));
        }
        return Progress.ongoing(Ticket.of(id.region(), DELETE, id.value()), HostSteps.SOON);
    }

    @Override
    public Progress<Snapshot> snapshot(SnapshotOrder order, Intent intent, Call call) {
        Map<String, String> tags = ServerOrder.tags(order.tags(), intent.tags());
        tags.forEach(ServerOrder::checkTag);
        JsonWriter body = JsonWriter.object()
                .object(
                        "snapshot",
                        snapshot -> snapshot.put("volume_id", order.volume().value())
                                .put("name", order.name())
                                .put("force", true)
                                .put("metadata", tags));
        Json made =
                cinder(order.region(), call).post(Path.of("snapshots"), body).json();
        Snapshot soFar = CinderFacts.snapshot(order.region(), made.at("snapshot"));
        Ticket ticket = Ticket.of(
                order.region(), SNAPSHOT, order.volume().value(), soFar.id().value());
        return Progress.ongoing(ticket, HostSteps.SOON, soFar);
    }

    @Override
    public Page<Snapshot> snapshots(Region region, Cursor from, Call call) {
        return page(region, "snapshots", from, call, json -> CinderFacts.snapshot(region, json));
    }

    @Override
    public void deleteSnapshot(SnapshotId id, Call call) {
        cinder(id.region(), call).delete(Path.of("snapshots", id.value()));
    }

    @Override
    public Progress<Volume> proceed(Ticket ticket, Intent intent, Call call) {
        VolumeId id = new VolumeId(ticket.region(), ticket.arg(0));
        if (ticket.step().equals(SNAPSHOT)) {
            return snapshot(ticket, id, call);
        }
        Optional<Volume> found = find(id, call);
        boolean deletes = ticket.step().equals(DELETE);
        if (found.isEmpty()) {
            return deletes
                    ? Progress.done(gone(id))
                    : Progress.failed(Problem.of(
                            Reason.NOT_FOUND, "volume " + id + " was deleted by somebody else in the middle"));
        }
        Volume volume = found.get();
        boolean settled = volume.state() == ResourceState.READY && !deletes;
        if (settled && (ticket.step().equals(DETACH) || ticket.step().equals(ATTACH))) {
            // Nova takes its time to begin; a volume that is still as it was is waited for.
            settled = volume.host().isPresent() == ticket.step().equals(ATTACH);
        }
        if (volume.state() == ResourceState.ERROR) {
            return Progress.failed(
                    volume.problem().orElseGet(() -> Problem.of(Reason.UNKNOWN, "volume " + id + " is in error")), id);
        }
        return settled ? Progress.done(volume) : Progress.ongoing(ticket, HostSteps.SOON, volume);
    }

    private Progress<Volume> snapshot(Ticket ticket, VolumeId volume, Call call) {
        SnapshotId id = new SnapshotId(ticket.region(), ticket.arg(1));
        Optional<Snapshot> snapshot = cinder(ticket.region(), call)
                .find(Path.of("snapshots", id.value()))
                .map(reply -> CinderFacts.snapshot(ticket.region(), reply.at("snapshot")));
        if (snapshot.isEmpty()) {
            return Progress.failed(Problem.of(Reason.NOT_FOUND, "snapshot " + id + " is gone"));
        }
        ResourceState state = snapshot.get().state();
        if (state == ResourceState.READY) {
            return Progress.done(get(volume, call));
        }
        return state == ResourceState.ERROR
                ? Progress.failed(Problem.of(Reason.UNKNOWN, "snapshot " + id + " is in error"), id)
                : Progress.ongoing(ticket, HostSteps.SOON);
    }

    private Optional<Volume> find(VolumeId id, Call call) {
        return cinder(id.region(), call)
                .find(Path.of("volumes", id.value()))
                .map(reply -> CinderFacts.volume(id.region(), reply.at("volume")));
    }

    private Api cinder(Region region, Call call) {
        return desk.api(ServiceType.VOLUME, region, call);
    }

    private <T> Page<T> page(Region region, String list, Cursor from, Call call, Function<Json, T> reader) {
        Json reply = cinder(region, call)
                .get(Path.of(list, "detail")
                        .with("limit", String.valueOf(desk.options().pageSize()))
                        .withAny("marker", from.value()));
        List<T> items = reply.items(list).stream().map(reader).toList();
        return Paging.page(items, from, Flavors.next(reply, list + "_links"));
    }

    private static Progress<Volume> going(String step, Volume volume) {
        VolumeId id = volume.id();
        return Progress.ongoing(Ticket.of(id.region(), step, id.value()), HostSteps.SOON, volume);
    }

    private static Volume gone(VolumeId id) {
        return Volume.builder(id, "", ResourceState.DELETED, new Bytes(0))
                .billed(false)
                .build();
    }
}
