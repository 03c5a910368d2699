package io.shiyun.provider.sim;

import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Endpoint;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Secret;
import io.shiyun.spi.Binding;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.MiddlewareOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Databases, caches and queues as rows of a table. */
final class SimMiddleware implements Middleware {
    private static final Map<String, Integer> PORTS = Map.of("postgresql", 5432, "redis", 6379, "kafka", 9092);

    private final SimWorld world;
    private final Wire wire;

    SimMiddleware(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Progress<MiddlewareInstance> create(MiddlewareOrder order, Intent intent, Call call) {
        return wire.ask(Operation.MIDDLEWARE_CREATE, order, call, () -> {
            HostDesk.checkName(order.name());
            Catalogue.get(order.shape());
            Integer port = PORTS.get(order.engine());
            if (port == null) {
                throw CloudException.rejected(
                                Reason.INVALID, "there is no '" + order.engine() + "'; there are " + PORTS.keySet())
                        .code("NoSuchEngine")
                        .build();
            }
            return progress(world.middleware.create(
                    order,
                    order.name(),
                    intent.token(),
                    value -> MiddlewareInstance.builder(
                                    new MiddlewareId(order.region(), value),
                                    order.name(),
                                    order.engine(),
                                    ResourceState.PENDING)
                            .version(order.version().isEmpty() ? "1" : order.version())
                            .shape(order.shape())
                            .tags(Tags.joined(order.tags(), intent.tags()))
                            .created(world.now())
                            .build(),
                    row -> world.middleware.later(
                            row,
                            made -> Optional.of(made.toBuilder()
                                    .state(ResourceState.READY)
                                    .endpoints(List.of(new Endpoint(
                                            made.engine(), HostDesk.address("10.4", row.number), port, "tcp")))
                                    .build()))));
        });
    }

    @Override
    public Page<MiddlewareInstance> list(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.MIDDLEWARE_LIST, region, call, () -> world.middleware.page(region, each -> true, from));
    }

    @Override
    public MiddlewareInstance get(MiddlewareId id, Call call) {
        return wire.ask(
                Operation.MIDDLEWARE_GET,
                id,
                call,
                () -> world.middleware.get(id).value());
    }

    @Override
    public Binding bind(MiddlewareId id, AppId app, Call call) {
        return wire.ask(Operation.MIDDLEWARE_BIND, id, call, () -> {
            MiddlewareInstance made = world.middleware.get(id).value();
            if (made.endpoints().isEmpty()) {
                throw CloudException.rejected(Reason.CONFLICT, id + " is " + made.state() + " and does not answer yet")
                        .code("NotReady")
                        .build();
            }
            String name = made.engine().toUpperCase(Locale.ROOT) + "_URL";
            String url = made.engine() + "://" + app.value() + ":"
                    + world.word(app.text(), made.endpoints().get(0).port()) + "@"
                    + made.endpoints().get(0).authority();
            return new Binding(id, Map.of(name, Secret.of(url)));
        });
    }

    @Override
    public Progress<MiddlewareInstance> delete(MiddlewareId id, Call call) {
        return wire.ask(Operation.MIDDLEWARE_DELETE, id, call, () -> {
            Optional<MiddlewareInstance> made = world.middleware.find(id).map(Row::value);
            world.middleware.remove(id);
            return Progress.done(MiddlewareInstance.builder(
                            id,
                            made.map(MiddlewareInstance::name).orElse(""),
                            made.map(MiddlewareInstance::engine).orElse(""),
                            ResourceState.DELETED)
                    .build());
        });
    }

    @Override
    public Progress<MiddlewareInstance> proceed(Ticket ticket, Intent intent, Call call) {
        return wire.ask(
                Operation.MIDDLEWARE_PROCEED,
                ticket,
                call,
                () -> progress(world.middleware.get(new MiddlewareId(ticket.region(), ticket.arg(0)))));
    }

    private Progress<MiddlewareInstance> progress(Row<MiddlewareInstance> row) {
        MiddlewareId id = row.value().id();
        return world.middleware.progress(row, Ticket.of(id.region(), "wait", id.value()));
    }
}
