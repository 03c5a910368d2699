package io.shiyun.model;

import java.util.Objects;

/** Checks of the short names that become part of ids, tags and paths. */
final class Names {
    private Names() {}

    /** Returns the name, or says what is wrong with it: 1 to {@code most} characters, none of them a control character. */
    static String check(String what, String name, int most) {
        Objects.requireNonNull(name, what);
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " is empty; give it a name");
        }
        if (name.length() > most) {
            throw new IllegalArgumentException(
                    what + " has " + name.length() + " characters; at most " + most + " fit");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new IllegalArgumentException(what + " holds a control character at index " + i + "; remove it");
            }
        }
        return name;
    }
}
