package io.shiyun.model;

/**
 * Names one thing in one cloud. Two ids are equal when kind, place and value are. The {@linkplain #text() text form} goes
 * into the journal and is read back by {@link #parse}. A plugin must not assume that it knows every kind.
 */
public sealed interface Id extends Located
        permits HostId,
                ClusterId,
                ImageId,
                VolumeId,
                SnapshotId,
                NetworkId,
                FirewallId,
                AddressId,
                BalancerId,
                AlertId,
                ProjectId,
                RepositoryId,
                BucketId,
                MiddlewareId,
                PoolId,
                AppId,
                ServiceId,
                JobId,
                ReplicaId {
    /** Returns the cloud's own id, unique among its siblings. */
    String value();

    /** Returns {@code kind:cloud/region/value}, each part escaped, with the parents between region and value. */
    default String text() {
        return IdText.write(this);
    }

    /**
     * Returns the id that {@link #text()} wrote.
     *
     * @throws IllegalArgumentException when the text is not that of an id of this type
     */
    static <T extends Id> T parse(Class<T> type, String text) {
        Id id = IdText.read(text);
        if (!type.isInstance(id)) {
            throw new IllegalArgumentException("'" + text + "' is not the text of a " + type.getSimpleName());
        }
        return type.cast(id);
    }
}
