package io.shiyun.process;

/** What a balancer may do with a backend. */
public enum BackendState {
    /** Gets new connections. */
    ACTIVE,
    /** Gets no new connections; those it has go on until either side closes them. */
    DRAINING,
    /** Is sick: gets no new connections; those it has go on as long as they can. */
    DOWN
}
