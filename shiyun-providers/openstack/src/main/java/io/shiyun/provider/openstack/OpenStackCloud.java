package io.shiyun.provider.openstack;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Support;
import java.util.List;
import java.util.Map;

/** An open session with one project of one OpenStack. */
final class OpenStackCloud implements Cloud {
    private final Desk desk;
    private final Map<CloudService, ServiceType> services;
    private final List<CloudService> all;

    OpenStackCloud(Desk desk) {
        this.desk = desk;
        this.all = OpenStackServices.of(desk);
        this.services = OpenStackServices.behind(all);
    }

    /** All services, until the catalogue of the first token says which this cloud has. */
    @Override
    public List<CloudService> services() {
        return all.stream()
                .filter(service -> desk.mayHave(services.getOrDefault(service, ServiceType.COMPUTE)))
                .toList();
    }

    /** Reads one host at most. */
    @Override
    public void check(Call call) {
        Region region = desk.options().regions().get(0);
        desk.compute(region, call).get(Path.of("servers").with("limit", "1"));
    }

    @Override
    public List<Region> regions() {
        return desk.options().regions();
    }

    /** What the catalogue does not name is NONE. */
    @Override
    public Capabilities narrow(Capabilities atBest, Call call) {
        desk.login(call);
        Capabilities.Builder narrowed = atBest.toBuilder();
        services.forEach((service, type) -> {
            if (!desk.mayHave(type)) {
                Operation[] operations = OpenStackServices.operations(service);
                narrowed.with(
                        Support.none("the catalogue of this cloud has no service '"
                                + type.names().get(0) + "'"),
                        operations);
            }
        });
        if (!desk.options().prices().known()) {
            narrowed.with(
                    Support.none("OpenStack knows no prices, and the setting 'price-card' is not given"),
                    Operation.OFFERS_QUOTE);
        }
        return narrowed.build();
    }

    @Override
    public void close() {
        desk.close();
    }

    @Override
    public String toString() {
        return "OpenStackCloud[" + desk.options().regions() + "]";
    }
}
