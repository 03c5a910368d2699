package io.shiyun.provider.local;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.ReplicaId;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.spi.AppOrder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What replicas of apps use, to be paid for. */
final class AppUse {
    /** What a replica is billed for that asks for nothing. */
    static final Cpu USUAL_CPU = Cpu.millis(250);

    static final Bytes USUAL_MEMORY = Bytes.mib(256);

    private AppUse() {}

    /** Returns what a replica has used from its beginning to this moment. */
    static Meter.Use of(AppRecord app, ReplicaRecord replica, PriceCard card, Instant to) {
        AppOrder order = app.orderOf(replica);
        Cpu cpu = order.cpu().orElse(USUAL_CPU);
        Bytes memory = order.memory().orElse(USUAL_MEMORY);
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.put("shiyun.project", app.id().project().value());
        tags.put("shiyun.app", app.id().value());
        return new Meter.Use(
                "app",
                new ReplicaId(app.id(), replica.name()).text(),
                app.id().value(),
                "replica " + cpu + ", " + memory,
                card.hour(cpu, memory),
                replica.born(),
                to,
                tags);
    }
}
