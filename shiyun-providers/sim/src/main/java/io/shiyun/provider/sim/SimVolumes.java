package io.shiyun.provider.sim;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.HostId;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.SnapshotOrder;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import java.math.BigDecimal;
import java.util.Optional;

/** Volumes and snapshots as rows of tables. */
final class SimVolumes implements Volumes {
    private static final Money GIB_HOUR = Money.of("0.0001", "USD");

    private final SimWorld world;
    private final Wire wire;

    SimVolumes(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Progress<Volume> create(VolumeOrder order, Intent intent, Call call) {
        return wire.ask(Operation.VOLUMES_CREATE, order, call, () -> {
            HostDesk.checkName(order.name());
            order.snapshot().ifPresent(world.snapshots::get);
            Zone zone = order.zone().orElse(world.zones(order.region()).get(0));
            if (!world.zones(order.region()).contains(zone)) {
                throw refused(Reason.INVALID, "there is no zone " + zone, "NoSuchZone");
            }
            return progress(world.volumes.create(
                    order,
                    order.name(),
                    intent.token(),
                    value -> Volume.builder(
                                    new VolumeId(order.region(), value),
                                    order.name(),
                                    ResourceState.PENDING,
                                    order.size())
                            .zone(zone)
                            .kind(order.kind().isEmpty() ? "ssd" : order.kind())
                            .tags(Tags.joined(order.tags(), intent.tags()))
                            .created(world.now())
                            .build(),
                    row -> {
                        meter(row.value());
                        ready(row);
                    }));
        });
    }

    private void ready(Row<Volume> row) {
        world.volumes.later(
                row,
                volume -> Optional.of(
                        volume.toBuilder().state(ResourceState.READY).build()));
    }

    private void meter(Volume volume) {
        BigDecimal gib = BigDecimal.valueOf(volume.size().count()).divide(BigDecimal.valueOf(1L << 30));
        world.meter.start(
                new Meter.Item(volume.id(), volume.name(), "Volumes", "Storage", volume.kind(), volume.tags()),
                new Price(GIB_HOUR.times(gib).times(world.options().priceFactor()), Per.HOUR),
                world.now());
    }

    @Override
    public Page<Volume> list(Region region, Cursor from, Call call) {
        return wire.ask(Operation.VOLUMES_LIST, region, call, () -> world.volumes.page(region, volume -> true, from));
    }

    @Override
    public Volume get(VolumeId id, Call call) {
        return wire.ask(
                Operation.VOLUMES_GET, id, call, () -> world.volumes.get(id).value());
    }

    @Override
    public Progress<Volume> attach(VolumeId id, HostId host, Call call) {
        return wire.ask(Operation.VOLUMES_ATTACH, id, call, () -> {
            Row<Volume> row = world.volumes.get(id);
            Volume volume = row.value();
            if (volume.host().filter(host::equals).isPresent()) {
                return progress(row);
            }
            boolean sameZone = world.hosts.get(host).value().zone().equals(volume.zone());
            if (volume.host().isPresent() || !sameZone || row.passing()) {
                throw refused(
                        Reason.CONFLICT,
                        id + " is " + volume.state() + " at " + volume.host() + " in " + volume.zone(),
                        "VolumeInUse");
            }
            row.set(volume.toBuilder().host(host).build());
            return progress(row);
        });
    }

    @Override
    public Progress<Volume> detach(VolumeId id, Call call) {
        return wire.ask(Operation.VOLUMES_DETACH, id, call, () -> {
            Row<Volume> row = world.volumes.get(id);
            row.set(detached(row.value()));
            return progress(row);
        });
    }

    /** Returns the volume without its host. */
    static Volume detached(Volume volume) {
        Volume.Builder alone = Volume.builder(volume.id(), volume.name(), volume.state(), volume.size())
                .billed(volume.billed())
                .kind(volume.kind())
                .tags(volume.tags());
        volume.zone().ifPresent(alone::zone);
        volume.created().ifPresent(alone::created);
        return alone.build();
    }

    @Override
    public Progress<Volume> grow(VolumeId id, Bytes size, Call call) {
        return wire.ask(Operation.VOLUMES_GROW, id, call, () -> {
            Row<Volume> row = world.volumes.get(id);
            int change = size.compareTo(row.value().size());
            if (change < 0) {
                throw refused(Reason.INVALID, id + " holds " + row.value().size() + " and cannot shrink", "TooSmall");
            }
            if (change > 0) {
                row.set(row.value().toBuilder()
                        .size(size)
                        .state(ResourceState.CHANGING)
                        .build());
                meter(row.value());
                ready(row);
            }
            return progress(row);
        });
    }

    @Override
    public Progress<Volume> delete(VolumeId id, Call call) {
        return wire.ask(Operation.VOLUMES_DELETE, id, call, () -> {
            Optional<Row<Volume>> row = world.volumes.find(id);
            if (row.isPresent() && row.get().value().host().isPresent()) {
                throw refused(Reason.CONFLICT, id + " is attached; detach it first", "VolumeInUse");
            }
            world.meter.stop(id, world.now());
            world.volumes.remove(id);
            return Progress.done(row
                    .map(Row::value)
                    .orElseGet(() -> Volume.builder(id, "", ResourceState.DELETED, Bytes.of(0))
                            .build())
                    .toBuilder()
                    .state(ResourceState.DELETED)
                    .billed(false)
                    .build());
        });
    }

    @Override
    public Progress<Snapshot> snapshot(SnapshotOrder order, Intent intent, Call call) {
        return wire.ask(Operation.VOLUMES_SNAPSHOT, order, call, () -> {
            Volume volume = world.volumes.get(order.volume()).value();
            Row<Snapshot> row = world.snapshots.create(
                    order,
                    order.name(),
                    intent.token(),
                    value -> Snapshot.builder(new SnapshotId(order.region(), value), volume.id(), ResourceState.READY)
                            .size(volume.size())
                            .created(world.now())
                            .tags(Tags.joined(order.tags(), intent.tags()))
                            .build(),
                    made -> {});
            return Progress.done(row.value());
        });
    }

    @Override
    public Page<Snapshot> snapshots(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.VOLUMES_SNAPSHOTS, region, call, () -> world.snapshots.page(region, each -> true, from));
    }

    @Override
    public void deleteSnapshot(SnapshotId id, Call call) {
        wire.tell(Operation.VOLUMES_DELETE_SNAPSHOT, id, call, () -> world.snapshots.remove(id));
    }

    @Override
    public Progress<Volume> proceed(Ticket ticket, Intent intent, Call call) {
        return wire.ask(
                Operation.VOLUMES_PROCEED,
                ticket,
                call,
                () -> progress(world.volumes.get(new VolumeId(ticket.region(), ticket.arg(0)))));
    }

    private Progress<Volume> progress(Row<Volume> row) {
        VolumeId id = row.value().id();
        return world.volumes.progress(row, Ticket.of(id.region(), "wait", id.value()));
    }

    private static CloudException refused(Reason reason, String message, String code) {
        return CloudException.rejected(reason, message).code(code).build();
    }
}
