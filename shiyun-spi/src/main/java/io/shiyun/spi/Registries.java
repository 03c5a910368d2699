package io.shiyun.spi;

import io.shiyun.model.Region;
import io.shiyun.model.RegistryLogin;
import io.shiyun.model.Repository;
import io.shiyun.model.RepositoryId;
import io.shiyun.model.RepositoryVersion;

/**
 * Repositories of container images. Pushing and pulling is core's, by the protocol of the Open Container
 * Initiative.
 */
public interface Registries extends CloudService {
    /**
     * Makes the repository so.
     */
    default Repository put(RepositoryOrder order, Call call) {
        throw Unsupported.operation("Registries", "put");
    }

    /**
     * Lists repositories.
     */
    Page<Repository> repositories(Region region, Cursor from, Call call);

    /**
     * Lists the images in one, newest first.
     */
    Page<RepositoryVersion> versions(RepositoryId id, Cursor from, Call call);

    /**
     * Returns what a registry client logs in with.
     */
    default RegistryLogin login(Region region, Call call) {
        throw Unsupported.operation("Registries", "login");
    }

    /**
     * Deletes one image; gone already is done.
     */
    default void deleteVersion(RepositoryId id, String digest, Call call) {
        throw Unsupported.operation("Registries", "deleteVersion");
    }

    /**
     * Deletes an empty repository; gone already is done. CONFLICT while it holds images.
     */
    default void delete(RepositoryId id, Call call) {
        throw Unsupported.operation("Registries", "delete");
    }
}
