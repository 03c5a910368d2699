package io.shiyun.provider.local;

import io.shiyun.model.Quota;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Quotas;
import java.util.List;
import java.util.Optional;

/** What this machine has, and what is used of it. */
final class LocalQuotas implements Quotas {
    private final Desk desk;

    LocalQuotas(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Quota> list(Region region, Call call) {
        return desk.ask(region, call, () -> {
            World world = desk.world();
            LocalOptions options = world.options();
            long[] disk = Machine.disk(world.folder());
            List<Machine.Size> sizes = world.hosts().all().stream()
                    .filter(host -> host.billedSince().isPresent())
                    .map(host -> Machine.size(host.shape()))
                    .flatMap(Optional::stream)
                    .toList();
            long replicas = world.apps().stream()
                    .mapToLong(app -> app.record().replicas().size())
                    .sum();
            return List.of(
                    quota("hosts", "", options.mostHosts(), world.hosts().all().size()),
                    quota("replicas", "", options.mostReplicas(), replicas),
                    quota(
                            "host-cpu",
                            "m",
                            1000L * Machine.processors() * options.overcommit(),
                            sizes.stream()
                                    .mapToLong(size -> size.cpu().millis())
                                    .sum()),
                    quota(
                            "host-memory",
                            "By",
                            Machine.memory().count() * options.overcommit(),
                            sizes.stream()
                                    .mapToLong(size -> size.memory().count())
                                    .sum()),
                    quota("disk", "By", disk[0], disk[0] - disk[1]));
        });
    }

    private Quota quota(String name, String unit, long limit, long used) {
        return new Quota(desk.world().region(), name, unit, Optional.of(limit), Optional.of(used), false);
    }
}
