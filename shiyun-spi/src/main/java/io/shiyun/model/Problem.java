package io.shiyun.model;

import java.util.Objects;

/**
 * Why something could not be done, as a value: carried by an exception, a late failure, a part of a batch, a gap in a list.
 *
 * @param reason what the caller can act on
 * @param scope how much it rules out
 * @param message what went wrong and what to do, for a person; holds no secret
 * @param code the cloud's own code, or empty
 * @param requestId the cloud's own request id, or empty
 */
public record Problem(Reason reason, Scope scope, String message, String code, String requestId) {
    public Problem {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(requestId, "requestId");
    }

    /** Returns a problem of this request alone, without words of the cloud's own. */
    public static Problem of(Reason reason, String message) {
        return new Problem(reason, Scope.REQUEST, message, "", "");
    }

    /** Returns the same with this scope. */
    public Problem within(Scope wider) {
        return new Problem(reason, wider, message, code, requestId);
    }

    @Override
    public String toString() {
        return reason + (scope == Scope.REQUEST ? "" : " (" + scope + ")") + ": " + message
                + (code.isEmpty() ? "" : " [" + code + "]")
                + (requestId.isEmpty() ? "" : " (request " + requestId + ")");
    }
}
