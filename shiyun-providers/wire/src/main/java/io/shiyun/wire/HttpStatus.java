package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.util.Optional;

/** What a status of HTTP means where the cloud says nothing more. */
final class HttpStatus {
    private HttpStatus() {}

    static ErrorTable.Meaning meaning(int status) {
        Reason reason = reason(status);
        Scope scope = switch (reason) {
            case UNAUTHENTICATED, UNPAID -> Scope.ACCOUNT;
            case UNAVAILABLE -> Scope.REGION;
            default -> Scope.REQUEST;
        };
        return new ErrorTable.Meaning(reason, scope, Optional.empty(), certainty(status), false);
    }

    /** A status of refusal means that nothing was made; a server's own failure, or a success not understood, leaves it open. */
    static Certainty certainty(int status) {
        boolean refusal = status >= 300 && status < 500 && status != 408;
        return refusal || status == 501 || status == 509 ? Certainty.REJECTED : Certainty.AMBIGUOUS;
    }

    static String words(Reply reply) {
        return reply.request().uri().getHost() + " answered " + reply.status()
                + (reply.status() / 100 == 3 ? "; it is somewhere else, check the endpoint" : " and no more");
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 401 -> Reason.UNAUTHENTICATED;
            case 402 -> Reason.UNPAID;
            case 403 -> Reason.DENIED;
            case 404, 410 -> Reason.NOT_FOUND;
            case 408 -> Reason.TIMEOUT;
            case 409, 412, 423 -> Reason.CONFLICT;
            case 429, 509 -> Reason.THROTTLED;
            case 405, 501 -> Reason.UNSUPPORTED;
            default -> status >= 500 ? Reason.UNAVAILABLE : status >= 300 ? Reason.INVALID : Reason.UNKNOWN;
        };
    }
}
