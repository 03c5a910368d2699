package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.wire.Reply;

/** The refusal of a list whose last item of the page before was deleted meanwhile. */
final class MarkerGone {
    private static final String CODE = "MarkerGone";

    private MarkerGone() {}

    static CloudException of(Reply reply) {
        return CloudException.rejected(
                        Reason.CONFLICT,
                        "what the last page ended with was deleted meanwhile; list from the start again")
                .code(CODE)
                .requestId(reply.requestId())
                .build();
    }

    static boolean is(CloudException e) {
        return e.problem().code().equals(CODE);
    }
}
