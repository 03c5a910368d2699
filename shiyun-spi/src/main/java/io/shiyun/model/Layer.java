package io.shiyun.model;

/**
 * The kind of thing a cloud sells.
 */
public enum Layer {
    /** Hosts. */
    HOST,

    /** Managed clusters. */
    CLUSTER,

    /** Block storage. */
    VOLUME,

    /** Object storage. */
    OBJECT,

    /** Traffic, addresses and networks. */
    NETWORK,

    /** Load balancers. */
    LOAD_BALANCER,

    /** Content delivery. */
    CDN,

    /** Databases. */
    DATABASE,

    /** Caches, queues and other middleware. */
    MIDDLEWARE,

    /** Software as a service. */
    SAAS,

    /** Solutions for one industry. */
    INDUSTRY,

    /** None of these. */
    OTHER
}
