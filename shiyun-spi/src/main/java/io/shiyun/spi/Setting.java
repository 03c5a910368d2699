package io.shiyun.spi;

import java.util.Objects;

/**
 * A setting that a provider reads. Core checks that required ones are there, and that none is misspelt, before
 * it connects.
 *
 * @param key its name, lower-case words with hyphens
 * @param environment the environment variable that may hold it, without the prefix a user chose; empty when
 *     none may
 * @param meaning what it is for, in a sentence
 * @param required whether connecting needs it
 * @param secret whether it must never be printed
 */
public record Setting(String key, String environment, String meaning, boolean required, boolean secret) {
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Returns a setting that connecting needs. */
    public static Setting required(String key, String environment, String meaning) {
        return new Setting(key, environment, meaning, true, false);
    }

    /** Returns a setting that has a default. */
    public static Setting optional(String key, String environment, String meaning) {
        return new Setting(key, environment, meaning, false, false);
    }

    /** Returns the same as a secret. */
    public Setting asSecret() {
        return new Setting(key, environment, meaning, required, true);
    }
}
