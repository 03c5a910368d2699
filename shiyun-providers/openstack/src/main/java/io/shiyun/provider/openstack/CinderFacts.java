package io.shiyun.provider.openstack;

import io.shiyun.model.Bytes;
import io.shiyun.model.HostId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.model.Zone;
import io.shiyun.wire.Json;

/** Reads Cinder's volumes and snapshots. */
final class CinderFacts {
    private static final long MOST_GIB = Long.MAX_VALUE >> 30;

    private CinderFacts() {}

    static Volume volume(Region region, Json volume) {
        return Facts.read(volume, json -> {
            VolumeId id = new VolumeId(region, Facts.id(json, "id"));
            String word = json.text("status", "");
            ResourceState state = state(word);
            Volume.Builder built = Volume.builder(id, json.text("name", ""), state, size(json))
                    .kind(json.text("volume_type", ""))
                    .billed(state != ResourceState.DELETED)
                    .tags(json.textMap("metadata"));
            json.optional("availability_zone").ifPresent(zone -> built.zone(new Zone(region, zone)));
            json.items("attachments").stream()
                    .map(attachment -> attachment.text("server_id", ""))
                    .filter(host -> !host.isEmpty())
                    .findFirst()
                    .ifPresent(host -> built.host(new HostId(region, host)));
            Facts.time(json, "created_at").ifPresent(built::created);
            if (state == ResourceState.ERROR) {
                built.problem(Problem.of(Reason.UNKNOWN, "volume " + id + " is in state '" + word + "'"));
            }
            return built.build();
        });
    }

    static Snapshot snapshot(Region region, Json snapshot) {
        return Facts.read(snapshot, json -> {
            Snapshot.Builder built = Snapshot.builder(
                            new SnapshotId(region, Facts.id(json, "id")),
                            new VolumeId(region, Facts.id(json, "volume_id")),
                            state(json.text("status", "")))
                    .size(size(json))
                    .tags(json.textMap("metadata"));
            Facts.time(json, "created_at").ifPresent(built::created);
            return built.build();
        });
    }

    static ResourceState state(String word) {
        return switch (word) {
            case "available", "in-use" -> ResourceState.READY;
            case "creating", "downloading", "uploading", "restoring-backup" -> ResourceState.PENDING;
            case "attaching", "detaching", "extending", "reserved", "retyping", "maintenance", "backing-up" ->
                ResourceState.CHANGING;
            case "deleting", "unmanaging" -> ResourceState.DELETING;
            case "deleted" -> ResourceState.DELETED;
            default -> word.startsWith("error") ? ResourceState.ERROR : ResourceState.UNKNOWN;
        };
    }

    private static Bytes size(Json json) {
        long gib = json.whole("size", 0);
        if (gib < 0 || gib > MOST_GIB) {
            throw json.at("size").wrong("a size in GiB");
        }
        return new Bytes(gib << 30);
    }
}
