package io.shiyun.call;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;

/** The answers of our own guards, told apart from a cloud's by their codes. */
final class Refusal {
    private static final String BREAKER = "shiyun.breaker-open";
    private static final String BULKHEAD = "shiyun.bulkhead-full";
    private static final String LIMITER = "shiyun.rate-limit";

    private Refusal() {}

    static CloudException breaker(Region region) {
        return CloudException.notSent(
                        Reason.UNAVAILABLE,
                        region + " did not answer the last calls and is left alone for a while; nothing was sent")
                .scope(Scope.REGION)
                .code(BREAKER)
                .build();
    }

    static CloudException bulkhead(Region region, Traffic traffic) {
        return CloudException.notSent(
                        Reason.THROTTLED,
                        "all places for " + traffic + " calls to " + region
                                + " are taken; ask for less at a time, or raise its rate in the guard policy")
                .code(BULKHEAD)
                .build();
    }

    static CloudException limiter(Region region, Traffic traffic) {
        return CloudException.notSent(
                        Reason.THROTTLED,
                        traffic + " calls to " + region
                                + " come faster than its rate allows; ask less often, or raise its rate in the guard policy")
                .code(LIMITER)
                .build();
    }

    static boolean byBreaker(CloudException failure) {
        return failure.problem().code().equals(BREAKER);
    }

    /** Whether a bulkhead or rate of our own had no room. */
    static boolean byUs(CloudException failure) {
        String code = failure.problem().code();
        return code.equals(BULKHEAD) || code.equals(LIMITER);
    }
}
