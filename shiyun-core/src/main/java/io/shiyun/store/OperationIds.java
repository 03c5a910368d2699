package io.shiyun.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Ids of operations: UUIDs of version 7 (RFC 9562), whose text sorts by time of making. */
public final class OperationIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private OperationIds() {}

    /** A new id: 48 bits of milliseconds, 74 random bits. */
    public static String next(InstantSource clock) {
        long high = (clock.millis() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
