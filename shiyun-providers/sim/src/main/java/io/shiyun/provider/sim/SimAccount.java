package io.shiyun.provider.sim;

import io.shiyun.model.Charge;
import io.shiyun.model.Place;
import io.shiyun.model.Quota;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Places;
import io.shiyun.spi.Quotas;
import java.util.List;

/** What belongs to the account: places, limits and the bill. */
final class SimAccount implements Places, Quotas, Costs {
    private final SimWorld world;
    private final Wire wire;

    SimAccount(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public List<Place> regions(Region any, Call call) {
        return wire.ask(
                Operation.PLACES_REGIONS,
                any,
                call,
                () -> world.options().regions().stream()
                        .map(name -> Place.builder(new Region(any.cloud(), name))
                                .title("Simulated " + name)
                                .open(true)
                                .build())
                        .toList());
    }

    @Override
    public List<Zone> zones(Region region, Call call) {
        return wire.ask(Operation.PLACES_ZONES, region, call, () -> world.zones(region));
    }

    @Override
    public List<Quota> list(Region region, Call call) {
        return wire.ask(Operation.QUOTAS_LIST, region, call, () -> {
            long used = world.hosts.all().stream()
                    .filter(row -> row.value().region().equals(region))
                    .count();
            Quota.Builder hosts = Quota.builder(region, "hosts").used(used).adjustable(true);
            long most = world.faults().mostHosts();
            if (most < Long.MAX_VALUE) {
                hosts.limit(most);
            }
            return List.of(hosts.build());
        });
    }

    @Override
    public Page<Charge> charges(ChargeQuery query, Cursor from, Call call) {
        return wire.ask(
                Operation.COSTS_CHARGES,
                query,
                call,
                () -> Pages.of(
                        world.meter.charges(query.region(), query.from(), query.to(), world.now()),
                        from,
                        world.options().pageSize()));
    }
}
