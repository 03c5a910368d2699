package io.shiyun.store;

import java.time.Instant;

/**
 * A lock with an end.
 *
 * @param name what is locked
 * @param owner who has it
 * @param until when it ends by itself
 * @param fencing grows with each owner; whoever acts under the lease sends it along, so that a late act is refused
 */
public record Lease(String name, String owner, Instant until, long fencing) {
    /** Cuts the time to microseconds. */
    public Lease {
        if (name.isBlank() || owner.isBlank()) {
            throw new IllegalArgumentException("A lease needs a name and an owner");
        }
        until = Times.cut(until);
    }
}
