package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.HostId;
import io.shiyun.model.Region;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;

/**
 * Disks that live on their own, and snapshots of them.
 */
public interface Volumes extends CloudService {
    /**
     * Makes a volume.
     */
    default Progress<Volume> create(VolumeOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Volumes", "create");
    }

    /**
     * Lists volumes.
     */
    Page<Volume> list(Region region, Cursor from, Call call);

    /**
     * Returns the volume. NOT_FOUND when there is none.
     */
    Volume get(VolumeId id, Call call);

    /**
     * Attaches it to a host of its zone; attached there already is done. CONFLICT while another has it.
     */
    default Progress<Volume> attach(VolumeId id, HostId host, Call call) {
        throw Unsupported.operation("Volumes", "attach");
    }

    /**
     * Detaches it; detached already is done.
     */
    default Progress<Volume> detach(VolumeId id, Call call) {
        throw Unsupported.operation("Volumes", "detach");
    }

    /**
     * Makes it larger. INVALID when the size is smaller than it is.
     */
    default Progress<Volume> grow(VolumeId id, Bytes size, Call call) {
        throw Unsupported.operation("Volumes", "grow");
    }

    /**
     * Deletes it; gone already is done. CONFLICT while it is attached.
     */
    default Progress<Volume> delete(VolumeId id, Call call) {
        throw Unsupported.operation("Volumes", "delete");
    }

    /**
     * Takes a snapshot.
     */
    default Progress<Snapshot> snapshot(SnapshotOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Volumes", "snapshot");
    }

    /**
     * Lists snapshots.
     */
    default Page<Snapshot> snapshots(Region region, Cursor from, Call call) {
        throw Unsupported.operation("Volumes", "snapshots");
    }

    /**
     * Deletes a snapshot; gone already is done.
     */
    default void deleteSnapshot(SnapshotId id, Call call) {
        throw Unsupported.operation("Volumes", "deleteSnapshot");
    }

    /**
     * Goes on with an operation of this service: at most one change, harmless to repeat. The intent is that of
     * the operation, since a later step may make a child with its token and tags. For a snapshot, Done is its
     * volume.
     */
    default Progress<Volume> proceed(Ticket ticket, Intent intent, Call call) {
        throw Unsupported.operation("Volumes", "proceed");
    }
}
