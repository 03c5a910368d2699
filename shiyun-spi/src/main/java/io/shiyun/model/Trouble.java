package io.shiyun.model;

import java.util.Objects;

/**
 * Why a replica does not serve, in a word that a release can act on.
 *
 * @param kind what kind
 * @param message in words, with what to do
 * @param replica the replica, or empty when it is the app as a whole
 */
public record Trouble(TroubleKind kind, String message, String replica) {
    public Trouble {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(replica, "replica");
    }

    /** Returns a trouble of the app as a whole. */
    public static Trouble of(TroubleKind kind, String message) {
        return new Trouble(kind, message, "");
    }
}
