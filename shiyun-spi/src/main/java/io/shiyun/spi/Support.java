package io.shiyun.spi;

import java.util.Objects;

/**
 * How far a provider goes with an operation, and why not further.
 *
 * @param level how far
 * @param reason why not all the way; empty with {@link Level#FULL} alone
 */
public record Support(Level level, String reason) {
    public Support {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(reason, "reason");
        if ((level == Level.FULL) != reason.isEmpty()) {
            throw new IllegalArgumentException(
                    level == Level.FULL
                            ? "full support needs no reason"
                            : "support " + level + " needs a reason, for the matrix and for whoever asks");
        }
    }

    /** The operation works as its documentation says. */
    public static final Support FULL = new Support(Level.FULL, "");

    /** Returns that it cannot be done, and why. */
    public static Support none(String reason) {
        return new Support(Level.NONE, reason);
    }

    /** Returns that it can be looked at, not changed, and why. */
    public static Support readOnly(String reason) {
        return new Support(Level.READ_ONLY, reason);
    }

    /** Returns that it is built out of other things, and how. */
    public static Support emulated(String reason) {
        return new Support(Level.EMULATED, reason);
    }

    /** Returns whether calling it makes sense. */
    public boolean usable() {
        return level != Level.NONE;
    }
}
