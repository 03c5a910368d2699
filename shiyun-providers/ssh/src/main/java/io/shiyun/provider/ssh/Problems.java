package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Reason;
import io.shiyun.process.ProcessException;
import java.util.function.Supplier;

/** What can be said without asking a machine. */
final class Problems {
    private Problems() {}

    static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }

    static CloudException conflict(String message) {
        return CloudException.rejected(Reason.CONFLICT, message).build();
    }

    static CloudException notFound(Id id) {
        return CloudException.rejected(Reason.NOT_FOUND, "there is no " + id.text())
                .build();
    }

    /** Runs the body; trouble with the cloud's own folder is told in the words of the SPI. */
    static <T> T translated(Supplier<T> body) {
        try {
            return body.get();
        } catch (ProcessException own) {
            throw CloudException.rejected(
                            Reason.UNAVAILABLE, "the folder of the cloud's own state: " + own.getMessage())
                    .code(own.kind().name())
                    .cause(own)
                    .build();
        }
    }
}
