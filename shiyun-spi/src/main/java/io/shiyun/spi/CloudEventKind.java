package io.shiyun.spi;

/**
 * Kinds of {@link CloudEvent}.
 */
public enum CloudEventKind {
    /** Which link of the credential chain supplied the secret. */
    CREDENTIAL_SOURCE,

    /** A token was renewed. */
    CREDENTIAL_RENEWED,

    /** The difference to the cloud's clock was corrected. */
    CLOCK_SKEW,

    /** An operation was asked about. */
    POLLED,

    /** Something it keeps changed, such as a replica restarted. */
    STATE,

    /** Anything else. */
    NOTE
}
