package io.shiyun.provider.local;

import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Reason;
import io.shiyun.process.ProcessException;
import java.util.function.Supplier;

/** What this machine says, in the words of the SPI. Every refusal is certain: this machine answers or the JVM is dead. */
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

    static CloudException quota(String message) {
        return CloudException.rejected(Reason.QUOTA, message).build();
    }

    /** Runs the body and translates what it throws. */
    static <T> T translated(Supplier<T> body) {
        try {
            return body.get();
        } catch (ProcessException problem) {
            throw translate(problem);
        }
    }

    static CloudException translate(ProcessException problem) {
        return CloudException.rejected(reason(problem.kind()), String.valueOf(problem.getMessage()))
                .code(problem.kind().name())
                .cause(problem)
                .build();
    }

    private static Reason reason(ProcessException.Kind kind) {
        return switch (kind) {
            case COMMAND_NOT_FOUND, PATH_REFUSED, TOO_LARGE -> Reason.INVALID;
            case NOT_FOUND -> Reason.NOT_FOUND;
            case PORT_IN_USE -> Reason.CONFLICT;
            case NO_PORT_LEFT -> Reason.QUOTA;
            case LAUNCH_FAILED, IO -> Reason.UNAVAILABLE;
        };
    }
}
