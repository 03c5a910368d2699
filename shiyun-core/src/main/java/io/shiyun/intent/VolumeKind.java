package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Volumes: created and deleted by intent. */
public final class VolumeKind extends ServiceResource<Volumes, Volume> {
    /** Those of these clouds. */
    public VolumeKind(Clouds clouds) {
        super(
                clouds,
                Volumes.class,
                "VOLUME",
                VolumeId.class,
                Operation.VOLUMES_CREATE,
                Operation.VOLUMES_LIST,
                Operation.VOLUMES_DELETE);
    }

    @Override
    Progress<Volume> create(Fields.Reader fields, Intent intent, Call call) {
        VolumeOrder order = VolumeOrder.read(fields);
        return at(order).create(order, intent, call);
    }

    @Override
    Progress<Volume> delete(Id id, Call call) {
        return at(id).delete((VolumeId) id, call);
    }

    @Override
    Progress<Volume> proceed(Ticket ticket, Intent intent, Call call) {
        return at(ticket).proceed(ticket, intent, call);
    }

    @Override
    public Page<Volume> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        return at(region).list(region, from, call);
    }

    @Override
    public Volume get(Id id, Call call) {
        return at(id).get((VolumeId) id, call);
    }

    @Override
    public Id id(Volume volume) {
        return volume.id();
    }

    @Override
    public Map<String, String> tags(Volume volume) {
        return volume.tags();
    }

    @Override
    public Stand stand(Volume volume) {
        return stand(volume.state());
    }

    @Override
    public Problem problem(Volume volume) {
        return problem(volume.problem(), volume);
    }

    @Override
    public Optional<Instant> created(Volume volume) {
        return volume.created();
    }

    @Override
    public Optional<Charged> charged(Volume volume) {
        if (!volume.billed()) {
            return Optional.empty();
        }
        return Optional.of(new Charged(
                volume.zone().map(Zone::name).orElse(""),
                volume.kind(),
                BigDecimal.valueOf(volume.size().toGib())));
    }

    @Override
    public Volume departed(Id id) {
        return Volume.builder((VolumeId) id, id.value(), ResourceState.DELETED, Bytes.of(0))
                .build();
    }
}
