package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.MiddlewareOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Managed databases, caches and queues: created and deleted by intent. */
public final class MiddlewareKind extends ServiceResource<Middleware, MiddlewareInstance> {
    /** Those of these clouds. */
    public MiddlewareKind(Clouds clouds) {
        super(
                clouds,
                Middleware.class,
                "MIDDLEWARE",
                MiddlewareId.class,
                Operation.MIDDLEWARE_CREATE,
                Operation.MIDDLEWARE_LIST,
                Operation.MIDDLEWARE_DELETE);
    }

    @Override
    Progress<MiddlewareInstance> create(Fields.Reader fields, Intent intent, Call call) {
        MiddlewareOrder order = MiddlewareOrder.read(fields);
        return at(order).create(order, intent, call);
    }

    @Override
    Progress<MiddlewareInstance> delete(Id id, Call call) {
        return at(id).delete((MiddlewareId) id, call);
    }

    @Override
    Progress<MiddlewareInstance> proceed(Ticket ticket, Intent intent, Call call) {
        return at(ticket).proceed(ticket, intent, call);
    }

    @Override
    public Page<MiddlewareInstance> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        return at(region).list(region, from, call);
    }

    @Override
    public MiddlewareInstance get(Id id, Call call) {
        return at(id).get((MiddlewareId) id, call);
    }

    @Override
    public Id id(MiddlewareInstance instance) {
        return instance.id();
    }

    @Override
    public Map<String, String> tags(MiddlewareInstance instance) {
        return instance.tags();
    }

    @Override
    public Stand stand(MiddlewareInstance instance) {
        return stand(instance.state());
    }

    @Override
    public Problem problem(MiddlewareInstance instance) {
        return problem(instance.problem(), instance);
    }

    @Override
    public Optional<Instant> created(MiddlewareInstance instance) {
        return instance.created();
    }

    @Override
    public Optional<Charged> charged(MiddlewareInstance instance) {
        return Optional.of(new Charged("", instance.shape().map(Shape::name).orElse(""), BigDecimal.ONE));
    }

    @Override
    public MiddlewareInstance departed(Id id) {
        return MiddlewareInstance.builder((MiddlewareId) id, id.value(), "", ResourceState.DELETED)
                .build();
    }
}
