package io.shiyun.spi;

import io.shiyun.model.CloudException;

/** The answer of every operation that a provider does not have. */
final class Unsupported {
    private Unsupported() {}

    static CloudException operation(String service, String method) {
        return CloudException.unsupported(service + "." + method
                + " is not offered by this provider; its capabilities say what is, and why this is not");
    }
}
