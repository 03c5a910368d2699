package io.shiyun.provider.aws;

import io.shiyun.model.Bytes;
import io.shiyun.model.HostId;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.model.Zone;
import io.shiyun.wire.Xml;
import java.util.Map;

/** Reads volumes of EBS and their snapshots. */
final class VolumeFacts {
    private VolumeFacts() {}

    static Volume volume(Region region, Xml volume) {
        return Checked.read(volume, () -> volumeOf(region, volume));
    }

    private static Volume volumeOf(Region region, Xml volume) {
        Map<String, String> tags = Tags.read(volume);
        Volume.Builder built = Volume.builder(
                        new VolumeId(region, volume.text("volumeId")),
                        tags.getOrDefault("Name", ""),
                        state(volume.text("status", "")),
                        Bytes.gib(volume.whole("size", 0)))
                .billed(true)
                .kind(volume.text("volumeType", ""))
                .tags(tags);
        volume.optional("availabilityZone").ifPresent(zone -> built.zone(new Zone(region, zone)));
        volume.instant("createTime").ifPresent(built::created);
        volume.items("attachmentSet.item").stream()
                .filter(attachment -> !attachment.text("status", "").equals("detached"))
                .findFirst()
                .flatMap(attachment -> attachment.optional("instanceId"))
                .ifPresent(host -> built.host(new HostId(region, host)));
        return built.build();
    }

    static ResourceState state(String word) {
        return switch (word) {
            case "creating", "pending" -> ResourceState.PENDING;
            case "available", "in-use", "completed" -> ResourceState.READY;
            case "deleting" -> ResourceState.DELETING;
            case "deleted" -> ResourceState.DELETED;
            case "error" -> ResourceState.ERROR;
            default -> ResourceState.UNKNOWN;
        };
    }

    static Snapshot snapshot(Region region, Xml snapshot) {
        return Checked.read(snapshot, () -> snapshotOf(region, snapshot));
    }

    private static Snapshot snapshotOf(Region region, Xml snapshot) {
        Snapshot.Builder built = Snapshot.builder(
                        new SnapshotId(region, snapshot.text("snapshotId")),
                        new VolumeId(region, snapshot.text("volumeId", "vol-ffffffff")),
                        state(snapshot.text("status", "")))
                .tags(Tags.read(snapshot));
        snapshot.instant("startTime").ifPresent(built::created);
        if (snapshot.whole("volumeSize", 0) > 0) {
            built.size(Bytes.gib(snapshot.whole("volumeSize")));
        }
        return built.build();
    }
}
