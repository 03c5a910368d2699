package io.shiyun.tck;

import static io.shiyun.spi.Operation.VOLUMES_ATTACH;
import static io.shiyun.spi.Operation.VOLUMES_CREATE;
import static io.shiyun.spi.Operation.VOLUMES_DELETE;
import static io.shiyun.spi.Operation.VOLUMES_DELETE_SNAPSHOT;
import static io.shiyun.spi.Operation.VOLUMES_DETACH;
import static io.shiyun.spi.Operation.VOLUMES_GET;
import static io.shiyun.spi.Operation.VOLUMES_GROW;
import static io.shiyun.spi.Operation.VOLUMES_LIST;
import static io.shiyun.spi.Operation.VOLUMES_SNAPSHOT;
import static io.shiyun.spi.Operation.VOLUMES_SNAPSHOTS;

import io.shiyun.model.Bytes;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Snapshot;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.SnapshotOrder;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes and snapshots. */
final class StorageRules {
    private StorageRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("a created volume is found and listed", StorageRules::create, VOLUMES_LIST),
                rule("the same intent makes one volume", StorageRules::once, VOLUMES_LIST),
                rule("a volume is attached once and detached", StorageRules::attach, VOLUMES_ATTACH, VOLUMES_DETACH),
                rule("an attached volume is not deleted", StorageRules::inUse, VOLUMES_ATTACH, VOLUMES_DETACH),
                rule("a volume grows and never shrinks", StorageRules::grow, VOLUMES_GROW),
                rule(
                        "a snapshot is taken, listed and deleted",
                        StorageRules::snapshot,
                        VOLUMES_SNAPSHOT,
                        VOLUMES_SNAPSHOTS,
                        VOLUMES_DELETE_SNAPSHOT),
                rule("a deleted volume is gone and deleting it again is done", StorageRules::delete));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... more) {
        List<Operation> needs = new ArrayList<>(List.of(VOLUMES_CREATE, VOLUMES_GET, VOLUMES_DELETE));
        needs.addAll(List.of(more));
        return new Rule("volumes", sentence, needs, body);
    }

    private static Volumes volumes(Bench bench) {
        return bench.service(Volumes.class);
    }

    private static Volume follow(Bench bench, Progress<Volume> progress) {
        Intent intent = bench.intent();
        return bench.done(progress, ticket -> volumes(bench).proceed(ticket, intent, bench.call()));
    }

    private static Volume delete(Bench bench, VolumeId id) {
        return follow(bench, volumes(bench).delete(id, bench.call()));
    }

    private static VolumeOrder.Builder order(Bench bench) {
        return VolumeOrder.builder(bench.region(), bench.name("volume"), Bytes.gib(1))
                .tags(Map.of("tck-hint", "volume"));
    }

    private static Volume make(Bench bench, VolumeOrder order, Intent intent) {
        Progress<Volume> first = volumes(bench).create(order, intent, bench.call());
        Volume made = bench.done(first, ticket -> volumes(bench).proceed(ticket, intent, bench.call()));
        bench.later("volume " + made.id(), () -> delete(bench, made.id()));
        return made;
    }

    private static List<Volume> all(Bench bench) {
        return bench.all(cursor -> volumes(bench).list(bench.region(), cursor, bench.call()), Volume::id);
    }

    private static void create(Bench bench) throws Exception {
        VolumeOrder order = order(bench).build();
        Intent intent = bench.intent();
        Volume made = make(bench, order, intent);
        Expect.same(ResourceState.READY, made.state(), "the state of a created volume");
        Volume found = volumes(bench).get(made.id(), bench.call());
        Expect.same(order.name(), found.name(), "the name");
        Expect.same(bench.region(), found.region(), "the region");
        Expect.that(
                found.size().compareTo(order.size()) >= 0, "ordered were %s, there are %s", order.size(), found.size());
        Expect.that(found.tags().entrySet().containsAll(intent.tags().entrySet()), "the tags are %s", found.tags());
        bench.until(
                "the volume is listed",
                () -> all(bench).stream().anyMatch(volume -> volume.id().equals(made.id())));
    }

    private static void once(Bench bench) {
        if (!bench.keepsTokens(VOLUMES_CREATE)) {
            throw new Absent("the provider keeps no tokens for volumes");
        }
        VolumeOrder order = order(bench).build();
        Intent intent = bench.intent();
        Expect.same(make(bench, order, intent).id(), make(bench, order, intent).id(), "the volume of the same intent");
    }

    private static Volume beside(Bench bench, HostId host) {
        VolumeOrder.Builder order = order(bench);
        bench.service(Hosts.class).get(host, bench.call()).zone().ifPresent(order::zone);
        return make(bench, order.build(), bench.intent());
    }

    private static void attach(Bench bench) {
        HostId host = bench.fixtures().host();
        VolumeId id = beside(bench, host).id();
        for (int i = 0; i < 2; i++) {
            Volume attached = follow(bench, volumes(bench).attach(id, host, bench.call()));
            Expect.same(Optional.of(host), attached.host(), "the host of an attached volume");
        }
        for (int i = 0; i < 2; i++) {
            Volume alone = follow(bench, volumes(bench).detach(id, bench.call()));
            Expect.same(Optional.empty(), alone.host(), "the host of a detached volume");
        }
    }

    private static void inUse(Bench bench) {
        HostId host = bench.fixtures().host();
        VolumeId id = beside(bench, host).id();
        follow(bench, volumes(bench).attach(id, host, bench.call()));
        try {
            Expect.refused(
                    "deleting an attached volume", () -> volumes(bench).delete(id, bench.call()), Reason.CONFLICT);
        } finally {
            follow(bench, volumes(bench).detach(id, bench.call()));
        }
    }

    private static void grow(Bench bench) {
        VolumeId id = make(bench, order(bench).build(), bench.intent()).id();
        Volume larger = follow(bench, volumes(bench).grow(id, Bytes.gib(2), bench.call()));
        Expect.same(Bytes.gib(2), larger.size(), "the size");
        Expect.refused("shrinking a volume", () -> volumes(bench).grow(id, Bytes.gib(1), bench.call()), Reason.INVALID);
    }

    private static void snapshot(Bench bench) throws Exception {
        VolumeId id = make(bench, order(bench).build(), bench.intent()).id();
        SnapshotOrder order = SnapshotOrder.builder(id, bench.name("snapshot")).build();
        Intent intent = bench.intent();
        Progress<Snapshot> first = volumes(bench).snapshot(order, intent, bench.call());
        if (first instanceof Progress.Ongoing<Snapshot> ongoing) {
            follow(bench, volumes(bench).proceed(ongoing.ticket(), intent, bench.call()));
        }
        bench.until(
                "the snapshot is listed and ready",
                () -> snapshots(bench, id).stream().anyMatch(snapshot -> snapshot.state() == ResourceState.READY));
        for (Snapshot snapshot : snapshots(bench, id)) {
            volumes(bench).deleteSnapshot(snapshot.id(), bench.call());
            volumes(bench).deleteSnapshot(snapshot.id(), bench.call());
        }
        bench.until(
                "the deleted snapshot is in no list", () -> snapshots(bench, id).isEmpty());
    }

    private static List<Snapshot> snapshots(Bench bench, VolumeId volume) {
        return bench
                .all(cursor -> volumes(bench).snapshots(bench.region(), cursor, bench.call()), Snapshot::id)
                .stream()
                .filter(snapshot -> snapshot.volume().equals(volume))
                .toList();
    }

    private static void delete(Bench bench) {
        VolumeId id = make(bench, order(bench).build(), bench.intent()).id();
        for (int i = 0; i < 2; i++) {
            Expect.same(ResourceState.DELETED, delete(bench, id).state(), "the state of a deleted volume");
        }
        Expect.refused("getting a deleted volume", () -> volumes(bench).get(id, bench.call()), Reason.NOT_FOUND);
    }
}
