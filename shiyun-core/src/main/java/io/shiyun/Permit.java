package io.shiyun;

import io.shiyun.model.Located;
import io.shiyun.spi.Operation;

/** Whether somebody may do something. Thread-safe. */
@FunctionalInterface
public interface Permit {
    /** Allows everything. */
    Permit ALL = (operation, subject) -> {};

    /**
     * Returns when the call is allowed.
     *
     * @throws io.shiyun.model.CloudException DENIED, NOT_SENT, when it is not
     */
    void check(Operation operation, Located subject);
}
