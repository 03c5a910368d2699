package io.shiyun.call;

import static io.shiyun.spi.Operation.VOLUMES_ATTACH;
import static io.shiyun.spi.Operation.VOLUMES_CREATE;
import static io.shiyun.spi.Operation.VOLUMES_DELETE;
import static io.shiyun.spi.Operation.VOLUMES_DELETE_SNAPSHOT;
import static io.shiyun.spi.Operation.VOLUMES_DETACH;
import static io.shiyun.spi.Operation.VOLUMES_GET;
import static io.shiyun.spi.Operation.VOLUMES_GROW;
import static io.shiyun.spi.Operation.VOLUMES_LIST;
import static io.shiyun.spi.Operation.VOLUMES_PROCEED;
import static io.shiyun.spi.Operation.VOLUMES_SNAPSHOT;
import static io.shiyun.spi.Operation.VOLUMES_SNAPSHOTS;

import io.shiyun.model.Bytes;
import io.shiyun.model.HostId;
import io.shiyun.model.Region;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.SnapshotOrder;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import java.util.function.Supplier;

/** {@link Volumes} by way of the pipeline. */
final class GuardedVolumes extends Guarded<Volumes> implements Volumes {
    GuardedVolumes(Pipeline pipeline, Volumes volumes, Supplier<Capabilities> abilities) {
        super(pipeline, volumes, abilities);
    }

    @Override
    public Progress<Volume> create(VolumeOrder order, Intent intent, Call call) {
        return ask(VOLUMES_CREATE, order, intent, call, Volumes::create);
    }

    @Override
    public Page<Volume> list(Region region, Cursor from, Call call) {
        return ask(VOLUMES_LIST, region, from, call, Volumes::list);
    }

    @Override
    public Volume get(VolumeId id, Call call) {
        return ask(VOLUMES_GET, id, call, Volumes::get);
    }

    @Override
    public Progress<Volume> attach(VolumeId id, HostId host, Call call) {
        return ask(VOLUMES_ATTACH, id, call, (volumes, attempt) -> volumes.attach(id, host, attempt));
    }

    @Override
    public Progress<Volume> detach(VolumeId id, Call call) {
        return ask(VOLUMES_DETACH, id, call, Volumes::detach);
    }

    @Override
    public Progress<Volume> grow(VolumeId id, Bytes size, Call call) {
        return ask(VOLUMES_GROW, id, call, (volumes, attempt) -> volumes.grow(id, size, attempt));
    }

    @Override
    public Progress<Volume> delete(VolumeId id, Call call) {
        return ask(VOLUMES_DELETE, id, call, Volumes::delete);
    }

    @Override
    public Progress<Snapshot> snapshot(SnapshotOrder order, Intent intent, Call call) {
        return ask(VOLUMES_SNAPSHOT, order, intent, call, Volumes::snapshot);
    }

    @Override
    public Page<Snapshot> snapshots(Region region, Cursor from, Call call) {
        return ask(VOLUMES_SNAPSHOTS, region, from, call, Volumes::snapshots);
    }

    @Override
    public void deleteSnapshot(SnapshotId id, Call call) {
        run(VOLUMES_DELETE_SNAPSHOT, id, call, (volumes, attempt) -> volumes.deleteSnapshot(id, attempt));
    }

    @Override
    public Progress<Volume> proceed(Ticket ticket, Intent intent, Call call) {
        return ask(VOLUMES_PROCEED, ticket, intent, call, Volumes::proceed);
    }
}
