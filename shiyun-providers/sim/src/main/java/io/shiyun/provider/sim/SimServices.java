package io.shiyun.provider.sim;

import io.shiyun.model.AppId;
import io.shiyun.model.AppService;
import io.shiyun.model.CloudException;
import io.shiyun.model.Endpoint;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.model.ServiceId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.ServiceOrder;
import io.shiyun.spi.Services;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Addresses in front of apps, as rows of a table. */
final class SimServices implements Services {
    private final SimWorld world;
    private final Wire wire;

    SimServices(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public AppService put(ServiceOrder order, Call call) {
        return wire.ask(Operation.SERVICES_PUT, order, call, () -> {
            HostDesk.checkName(order.name());
            Map<String, Integer> shares = new TreeMap<>();
            order.shares().forEach((app, weight) -> shares.put(app, weight(order.project(), app, weight)));
            long number =
                    world.services.find(order.service()).map(row -> row.number).orElse(world.services.made());
            List<Endpoint> endpoints = order.ports().stream()
                    .map(port -> new Endpoint(
                            port.name(),
                            HostDesk.address("10.5", number),
                            port.number() == 0 ? 80 : port.number(),
                            port.protocol()))
                    .toList();
            AppService service = AppService.builder(order.service(), ResourceState.READY)
                    .shares(shares)
                    .endpoints(endpoints)
                    .build();
            world.services
                    .find(order.service())
                    .ifPresentOrElse(row -> row.set(service), () -> world.services.add(service, ""));
            return service;
        });
    }

    private int weight(ProjectId project, String app, String weight) {
        if (!weight.matches("[0-9]{1,6}")) {
            throw refused(Reason.INVALID, "the weight of '" + app + "' is '" + weight + "'; it is 0 to 999999");
        }
        if (!world.apps.containsKey(new AppId(project, app))) {
            throw refused(Reason.NOT_FOUND, "there is no app '" + app + "' in " + project);
        }
        return Integer.parseInt(weight);
    }

    @Override
    public Page<AppService> list(ProjectId project, Cursor from, Call call) {
        return wire.ask(
                Operation.SERVICES_LIST,
                project,
                call,
                () -> world.services.page(
                        project.region(), each -> each.id().project().equals(project), from));
    }

    @Override
    public AppService get(ServiceId id, Call call) {
        return wire.ask(
                Operation.SERVICES_GET, id, call, () -> world.services.get(id).value());
    }

    @Override
    public AppService stop(ServiceId id, Call call) {
        return wire.ask(Operation.SERVICES_STOP, id, call, () -> {
            Row<AppService> row = world.services.get(id);
            row.set(row.value().toBuilder()
                    .state(ResourceState.PENDING)
                    .endpoints(List.of())
                    .build());
            return row.value();
        });
    }

    @Override
    public void delete(ServiceId id, Call call) {
        wire.tell(Operation.SERVICES_DELETE, id, call, () -> world.services.remove(id));
    }

    private static CloudException refused(Reason reason, String message) {
        return CloudException.rejected(reason, message).code("BadShare").build();
    }
}
