package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.AddressId;
import io.shiyun.model.BalancerId;
import io.shiyun.model.CloudException;
import io.shiyun.model.ClusterId;
import io.shiyun.model.FirewallId;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.ImageId;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.NetworkId;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.Volumes;

/** Deletes what a failed or doubtful request left behind, whatever it is. Thread-safe. */
final class Remover {
    private final Clouds clouds;

    Remover(Clouds clouds) {
        this.clouds = clouds;
    }

    /** Begins to delete it. Deleting it again is harmless. */
    Progress<?> delete(Id id) {
        if (id instanceof HostId host) {
            return of(id, Hosts.class).delete(host, call(Operation.HOSTS_DELETE));
        } else if (id instanceof VolumeId volume) {
            return of(id, Volumes.class).delete(volume, call(Operation.VOLUMES_DELETE));
        } else if (id instanceof SnapshotId snapshot) {
            of(id, Volumes.class).deleteSnapshot(snapshot, call(Operation.VOLUMES_DELETE_SNAPSHOT));
        } else if (id instanceof ClusterId cluster) {
            return of(id, Clusters.class).delete(cluster, call(Operation.CLUSTERS_DELETE));
        } else if (id instanceof ImageId image) {
            return of(id, Images.class).delete(image, call(Operation.IMAGES_DELETE));
        } else if (id instanceof NetworkId network) {
            return of(id, Networks.class).delete(network, call(Operation.NETWORKS_DELETE));
        } else if (id instanceof BalancerId balancer) {
            return of(id, Networks.class).deleteBalancer(balancer, call(Operation.NETWORKS_DELETE_BALANCER));
        } else if (id instanceof FirewallId firewall) {
            of(id, Networks.class).deleteFirewall(firewall, call(Operation.NETWORKS_DELETE_FIREWALL));
        } else if (id instanceof AddressId address) {
            of(id, Networks.class).releaseAddress(address, call(Operation.NETWORKS_RELEASE_ADDRESS));
        } else if (id instanceof MiddlewareId middleware) {
            return of(id, Middleware.class).delete(middleware, call(Operation.MIDDLEWARE_DELETE));
        } else {
            throw CloudException.unsupported("Nothing here deletes " + id.text() + "; delete it by hand");
        }
        return Progress.done(id);
    }

    /** Goes on with the deletion. */
    Progress<?> proceed(Id id, Ticket ticket, Intent intent) {
        if (id instanceof HostId) {
            return of(id, Hosts.class).proceed(ticket, intent, call(Operation.HOSTS_PROCEED));
        } else if (id instanceof VolumeId) {
            return of(id, Volumes.class).proceed(ticket, intent, call(Operation.VOLUMES_PROCEED));
        } else if (id instanceof ClusterId) {
            return of(id, Clusters.class).proceed(ticket, intent, call(Operation.CLUSTERS_PROCEED));
        } else if (id instanceof ImageId) {
            return of(id, Images.class).proceed(ticket, intent, call(Operation.IMAGES_PROCEED));
        } else if (id instanceof NetworkId || id instanceof BalancerId) {
            return of(id, Networks.class).proceed(ticket, intent, call(Operation.NETWORKS_PROCEED));
        } else if (id instanceof MiddlewareId) {
            return of(id, Middleware.class).proceed(ticket, intent, call(Operation.MIDDLEWARE_PROCEED));
        }
        throw CloudException.unsupported("The deletion of " + id.text() + " has no further step");
    }

    private <S extends CloudService> S of(Id id, Class<S> type) {
        return clouds.service(id.cloud(), type);
    }

    private Call call(Operation operation) {
        return clouds.freshCall(operation);
    }
}
