package io.shiyun.spi;

import io.shiyun.model.AppService;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ServiceId;

/**
 * Services (服务): an address in front of apps, with shares by weight.
 */
public interface Services extends CloudService {
    /**
     * Makes the service so.
     */
    AppService put(ServiceOrder order, Call call);

    /**
     * Lists services.
     */
    Page<AppService> list(ProjectId project, Cursor from, Call call);

    /**
     * Returns the service. NOT_FOUND when there is none.
     */
    AppService get(ServiceId id, Call call);

    /**
     * Takes the address out of use and keeps the rest; {@link #put} brings it back.
     */
    default AppService stop(ServiceId id, Call call) {
        throw Unsupported.operation("Services", "stop");
    }

    /**
     * Deletes the service; gone already is done.
     */
    void delete(ServiceId id, Call call);
}
