package io.shiyun.provider.openstack;

import io.shiyun.model.Quota;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Quotas;
import io.shiyun.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Limits of the project: those of Nova, of Neutron, and of Cinder where it is. */
final class OpenStackQuotas implements Quotas {
    /** What Nova and Cinder call a limit, what they call its use, and the unit. */
    private record Row(String name, String limit, String used, String unit) {}

    private static final List<Row> COMPUTE = List.of(
            new Row("instances", "maxTotalInstances", "totalInstancesUsed", ""),
            new Row("cores", "maxTotalCores", "totalCoresUsed", ""),
            new Row("ram", "maxTotalRAMSize", "totalRAMUsed", "MiBy"),
            new Row("key_pairs", "maxTotalKeypairs", "", ""),
            new Row("server_groups", "maxServerGroups", "totalServerGroupsUsed", ""),
            new Row("metadata_items", "maxServerMeta", "", ""));
    private static final List<Row> VOLUME = List.of(
            new Row("volumes", "maxTotalVolumes", "totalVolumesUsed", ""),
            new Row("snapshots", "maxTotalSnapshots", "totalSnapshotsUsed", ""),
            new Row("gigabytes", "maxTotalVolumeGigabytes", "totalGigabytesUsed", "GiBy"));

    private final Desk desk;

    OpenStackQuotas(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Quota> list(Region region, Call call) {
        List<Quota> all = new ArrayList<>();
        limits(region, desk.compute(region, call), COMPUTE, all);
        Login login = desk.login(call);
        if (login.catalogue().url(ServiceType.NETWORK, region.name()).isPresent()
                && !login.project().isEmpty()) {
            networks(region, desk.network(region, call), login.project(), all);
        }
        if (login.catalogue().url(ServiceType.VOLUME, region.name()).isPresent()) {
            limits(region, desk.api(ServiceType.VOLUME, region, call), VOLUME, all);
        }
        return List.copyOf(all);
    }

    static void limits(Region region, Api api, List<Row> rows, List<Quota> into) {
        Json absolute = api.get(Path.of("limits")).at("limits.absolute");
        for (Row row : rows) {
            if (absolute.has(row.limit())) {
                Optional<Long> used = row.used().isEmpty() || !absolute.has(row.used())
                        ? Optional.empty()
                        : Optional.of(absolute.whole(row.used()));
                into.add(quota(region, row.name(), row.unit(), absolute.whole(row.limit()), used));
            }
        }
    }

    /** The details tell of use; a Neutron without them tells the limits. */
    private static void networks(Region region, Api neutron, String project, List<Quota> into) {
        Optional<Json> detailed = neutron.find(Path.of("quotas", project, "details.json"));
        Json quotas = detailed.orElseGet(() -> neutron.get(Path.of("quotas", project)))
                .at("quota");
        for (Map.Entry<String, Json> entry : quotas.fields().entrySet()) {
            Json value = entry.getValue();
            long limit = value.isObject() ? value.whole("limit") : value.whole();
            Optional<Long> used = value.isObject() ? Optional.of(value.whole("used", 0)) : Optional.empty();
            into.add(quota(region, entry.getKey(), "", limit, used));
        }
    }

    /** A limit of -1 is none. */
    private static Quota quota(Region region, String name, String unit, long limit, Optional<Long> used) {
        Quota.Builder quota = Quota.builder(region, name).unit(unit).adjustable(true);
        if (limit >= 0) {
            quota.limit(limit);
        }
        used.filter(count -> count >= 0).ifPresent(quota::used);
        return quota.build();
    }
}
