package io.shiyun.release;

import io.shiyun.Release;
import java.util.Optional;

/** The kinds of releases as the store names them, such as {@code APP_DEPLOY}. */
final class Kinds {
    private static final String PREFIX = "APP_";

    private Kinds() {}

    static String text(Release.Kind kind) {
        return PREFIX + kind;
    }

    /** The release that intents of this kind are, if they are one. */
    static Optional<Release.Kind> of(String text) {
        for (Release.Kind kind : Release.Kind.values()) {
            if (text(kind).equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether it sends an order. */
    static boolean ordered(Release.Kind kind) {
        return kind == Release.Kind.DEPLOY || kind == Release.Kind.ROLLBACK;
    }
}
