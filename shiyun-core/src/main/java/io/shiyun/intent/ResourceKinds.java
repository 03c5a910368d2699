package io.shiyun.intent;

import io.shiyun.call.Clouds;
import java.util.List;

/**
 * The kinds of things that are made and deleted by intent.
 *
 * @param hosts hosts
 * @param volumes volumes
 * @param clusters clusters
 * @param images machine images
 * @param networks networks
 * @param balancers load balancers
 * @param middleware managed databases, caches and queues
 */
public record ResourceKinds(
        HostKind hosts,
        VolumeKind volumes,
        ClusterKind clusters,
        ImageKind images,
        NetworkKind networks,
        BalancerKind balancers,
        MiddlewareKind middleware) {
    /** Returns those of these clouds. */
    public static ResourceKinds of(Clouds clouds) {
        return new ResourceKinds(
                new HostKind(clouds),
                new VolumeKind(clouds),
                new ClusterKind(clouds),
                new ImageKind(clouds),
                new NetworkKind(clouds),
                new BalancerKind(clouds),
                new MiddlewareKind(clouds));
    }

    /** Returns all of them. */
    public List<ResourceKind<?>> all() {
        return List.of(hosts, volumes, clusters, images, networks, balancers, middleware);
    }
}
