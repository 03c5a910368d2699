package io.shiyun.model;

/**
 * How much a problem rules out, seen from where the request went, from the narrowest to the widest.
 */
public enum Scope {
    /** This request alone. */
    REQUEST,

    /** This shape in this zone. */
    SHAPE,

    /** This zone. */
    ZONE,

    /** This region. */
    REGION,

    /** This account. */
    ACCOUNT,

    /** The whole cloud. */
    CLOUD
}
