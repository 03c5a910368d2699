package io.shiyun.process.apps;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Reason;
import io.shiyun.process.ProcessException;
import java.util.function.Supplier;

/** What is refused, in the words of the SPI. */
public final class Problems {
    private Problems() {}

    /** Returns INVALID: nothing was done. */
    public static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }

    /** Returns CONFLICT. */
    public static CloudException conflict(String message) {
        return CloudException.rejected(Reason.CONFLICT, message).build();
    }

    /** Returns NOT_FOUND. */
    public static CloudException notFound(Id id) {
        return CloudException.rejected(Reason.NOT_FOUND, "there is no " + id.text())
                .build();
    }

    /** Returns QUOTA. */
    public static CloudException quota(String message) {
        return CloudException.rejected(Reason.QUOTA, message).build();
    }

    /** Runs the body and translates what it throws. */
    public static <T> T translated(Supplier<T> body) {
        try {
            return body.get();
        } catch (ProcessException problem) {
            throw translate(problem);
        }
    }

    /** Returns the problem in the words of the SPI. This machine's refusals are certain, those of others may not be. */
    public static CloudException translate(ProcessException problem) {
        if (problem.getCause() instanceof CloudException said) {
            return said;
        }
        Certainty certainty =
                problem.kind() == ProcessException.Kind.UNREACHABLE ? Certainty.AMBIGUOUS : Certainty.REJECTED;
        return CloudException.of(certainty, reason(problem.kind()), String.valueOf(problem.getMessage()))
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
            case LAUNCH_FAILED, IO, UNREACHABLE -> Reason.UNAVAILABLE;
        };
    }
}
