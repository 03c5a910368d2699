package io.shiyun.intent;

import io.shiyun.store.Installation;
import java.util.Map;

/** The tags that tell whose a thing is and which request made it. They travel in the request itself. */
public final class IntentTags {
    /** The operation, see {@link io.shiyun.store.OperationIds}. */
    public static final String OPERATION = "shiyun-op";
    /** The installation that sent it. */
    public static final String INSTALLATION = "shiyun-install";
    /** Which try of the operation it was, from 1. */
    public static final String EPOCH = "shiyun-epoch";

    private IntentTags() {}

    /** Returns the tags of one epoch of an operation. */
    public static Map<String, String> of(Installation installation, String operationId, int epoch) {
        return Map.of(OPERATION, operationId, INSTALLATION, installation.id(), EPOCH, Integer.toString(epoch));
    }

    /** Returns the tags by which what an operation made is found: the epoch is compared afterwards. */
    static Map<String, String> search(Map<String, String> tags) {
        return Map.of(OPERATION, tags.getOrDefault(OPERATION, ""), INSTALLATION, tags.getOrDefault(INSTALLATION, ""));
    }
}
