package io.shiyun.call;

import static io.shiyun.spi.Operation.SERVICES_DELETE;
import static io.shiyun.spi.Operation.SERVICES_GET;
import static io.shiyun.spi.Operation.SERVICES_LIST;
import static io.shiyun.spi.Operation.SERVICES_PUT;
import static io.shiyun.spi.Operation.SERVICES_STOP;

import io.shiyun.model.AppService;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ServiceId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.ServiceOrder;
import io.shiyun.spi.Services;
import java.util.function.Supplier;

/** {@link Services} by way of the pipeline. */
final class GuardedServices extends Guarded<Services> implements Services {
    GuardedServices(Pipeline pipeline, Services services, Supplier<Capabilities> abilities) {
        super(pipeline, services, abilities);
    }

    @Override
    public AppService put(ServiceOrder order, Call call) {
        return ask(SERVICES_PUT, order, call, Services::put);
    }

    @Override
    public Page<AppService> list(ProjectId project, Cursor from, Call call) {
        return ask(SERVICES_LIST, project, from, call, Services::list);
    }

    @Override
    public AppService get(ServiceId id, Call call) {
        return ask(SERVICES_GET, id, call, Services::get);
    }

    @Override
    public AppService stop(ServiceId id, Call call) {
        return ask(SERVICES_STOP, id, call, Services::stop);
    }

    @Override
    public void delete(ServiceId id, Call call) {
        run(SERVICES_DELETE, id, call, (services, attempt) -> services.delete(id, attempt));
    }
}
