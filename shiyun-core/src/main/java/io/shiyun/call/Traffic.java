package io.shiyun.call;

import io.shiyun.spi.Effect;

/** Calls that share a bulkhead and a rate: slow writes must not keep reads out, nor long streams either. */
public enum Traffic {
    /** What looks. */
    READ,
    /** What changes something, and the steps of it. */
    WRITE,
    /** What lasts as long as the caller likes. */
    STREAM;

    static Traffic of(Effect effect) {
        return switch (effect) {
            case READ, READ_SECRET -> READ;
            case CREATE, CHANGE, ACT, DELETE, STEP -> WRITE;
            case STREAM -> STREAM;
        };
    }
}
