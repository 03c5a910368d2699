package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Where a document comes from: what an error says of it when it cannot be understood.
 *
 * @param name in words, such as {@code GET example.org/v3}; holds no secret
 * @param doubt what is certain when it cannot be understood
 * @param requestId the cloud's own request id, or empty
 */
public record Source(String name, Certainty doubt, String requestId) {
    /** Returns the source of a document that answers no request, such as a file. */
    public static Source named(String name) {
        return new Source(name, Certainty.NOT_SENT, "");
    }

    /** Returns the error that the document is not understood. */
    CloudException notUnderstood(String why, @Nullable Throwable cause) {
        return failure(Reason.UNKNOWN, "the reply to " + name + " is not understood: " + why, cause);
    }

    /** Returns the error that the document ends too early. */
    CloudException cutOff(String why, @Nullable Throwable cause) {
        return failure(Reason.UNAVAILABLE, "the reply to " + name + " ends too early: " + why, cause);
    }

    private CloudException failure(Reason reason, String message, @Nullable Throwable cause) {
        CloudException.Builder failure =
                CloudException.of(doubt, reason, message).code("BadReply").requestId(requestId);
        return (cause == null ? failure : failure.cause(cause)).build();
    }
}
