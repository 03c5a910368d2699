package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.RegistryLogin;
import io.shiyun.model.Repository;
import io.shiyun.model.RepositoryId;
import io.shiyun.model.RepositoryVersion;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Registries;
import io.shiyun.spi.RepositoryOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Repositories as rows of a table; {@link SimWorld#push} puts images into them. */
final class SimRegistries implements Registries {
    private final SimWorld world;
    private final Wire wire;

    SimRegistries(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Repository put(RepositoryOrder order, Call call) {
        return wire.ask(Operation.REGISTRIES_PUT, order, call, () -> {
            HostDesk.checkName(order.name());
            RepositoryId id = order.repository();
            Row<Repository> row = world.repositories
                    .find(id)
                    .orElseGet(() -> world.repositories.add(
                            Repository.builder(id, registry(id.region()) + "/" + id.value())
                                    .created(world.now())
                                    .build(),
                            ""));
            row.set(row.value().toBuilder()
                    .shared(order.shared())
                    .description(order.description())
                    .build());
            return row.value();
        });
    }

    private static String registry(Region region) {
        return "registry." + region.name() + ".sim.invalid";
    }

    @Override
    public Page<Repository> repositories(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.REGISTRIES_REPOSITORIES,
                region,
                call,
                () -> world.repositories.page(region, each -> true, from));
    }

    @Override
    public Page<RepositoryVersion> versions(RepositoryId id, Cursor from, Call call) {
        return wire.ask(Operation.REGISTRIES_VERSIONS, id, call, () -> {
            world.repositories.get(id);
            List<RepositoryVersion> newestFirst = new ArrayList<>();
            world.pushed.getOrDefault(id, List.of()).forEach(version -> newestFirst.add(0, version));
            return Pages.of(newestFirst, from, world.options().pageSize());
        });
    }

    @Override
    public RegistryLogin login(Region region, Call call) {
        return wire.ask(
                Operation.REGISTRIES_LOGIN,
                region,
                call,
                () -> RegistryLogin.builder(registry(region), "sim", Secret.of("sim-" + world.word("login", 0)))
                        .expires(world.now().plus(Duration.ofHours(12)))
                        .build());
    }

    @Override
    public void deleteVersion(RepositoryId id, String digest, Call call) {
        wire.tell(
                Operation.REGISTRIES_DELETE_VERSION,
                id,
                call,
                () -> world.pushed
                        .getOrDefault(id, new ArrayList<>())
                        .removeIf(version -> version.digest().equals(digest)));
    }

    @Override
    public void delete(RepositoryId id, Call call) {
        wire.tell(Operation.REGISTRIES_DELETE, id, call, () -> {
            if (!world.pushed.getOrDefault(id, List.of()).isEmpty()) {
                throw CloudException.rejected(Reason.CONFLICT, id + " holds images; delete them first")
                        .code("RepositoryNotEmpty")
                        .build();
            }
            world.repositories.remove(id);
            world.pushed.remove(id);
        });
    }
}
