package io.shiyun.call;

import static io.shiyun.spi.Operation.REGISTRIES_DELETE;
import static io.shiyun.spi.Operation.REGISTRIES_DELETE_VERSION;
import static io.shiyun.spi.Operation.REGISTRIES_LOGIN;
import static io.shiyun.spi.Operation.REGISTRIES_PUT;
import static io.shiyun.spi.Operation.REGISTRIES_REPOSITORIES;
import static io.shiyun.spi.Operation.REGISTRIES_VERSIONS;

import io.shiyun.model.Region;
import io.shiyun.model.RegistryLogin;
import io.shiyun.model.Repository;
import io.shiyun.model.RepositoryId;
import io.shiyun.model.RepositoryVersion;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.Registries;
import io.shiyun.spi.RepositoryOrder;
import java.util.function.Supplier;

/** {@link Registries} by way of the pipeline. */
final class GuardedRegistries extends Guarded<Registries> implements Registries {
    GuardedRegistries(Pipeline pipeline, Registries registries, Supplier<Capabilities> abilities) {
        super(pipeline, registries, abilities);
    }

    @Override
    public Repository put(RepositoryOrder order, Call call) {
        return ask(REGISTRIES_PUT, order, call, Registries::put);
    }

    @Override
    public Page<Repository> repositories(Region region, Cursor from, Call call) {
        return ask(REGISTRIES_REPOSITORIES, region, from, call, Registries::repositories);
    }

    @Override
    public Page<RepositoryVersion> versions(RepositoryId id, Cursor from, Call call) {
        return ask(REGISTRIES_VERSIONS, id, from, call, Registries::versions);
    }

    @Override
    public RegistryLogin login(Region region, Call call) {
        return ask(REGISTRIES_LOGIN, region, call, Registries::login);
    }

    @Override
    public void deleteVersion(RepositoryId id, String digest, Call call) {
        run(
                REGISTRIES_DELETE_VERSION,
                id,
                call,
                (registries, attempt) -> registries.deleteVersion(id, digest, attempt));
    }

    @Override
    public void delete(RepositoryId id, Call call) {
        run(REGISTRIES_DELETE, id, call, (registries, attempt) -> registries.delete(id, attempt));
    }
}
