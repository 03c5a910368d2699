package io.shiyun;

import io.shiyun.model.Secret;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import io.shiyun.spi.SettingCheck;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a user says to connect one cloud with: settings given one by one or in a file, and where in the environment the
 * others are. What is given outweighs what the environment holds. Immutable; its text form shows keys, never values.
 */
public final class CloudSettings {
    private static final CloudSettings NONE = new CloudSettings(Map.of(), null);

    private final Map<String, Secret> given;
    private final @Nullable String prefix;

    private CloudSettings(Map<String, Secret> given, @Nullable String prefix) {
        this.given = Map.copyOf(given);
        this.prefix = prefix;
    }

    /** Returns no settings: every one has its default. */
    public static CloudSettings none() {
        return NONE;
    }

    /** Returns one setting. */
    public static CloudSettings of(String key, String value) {
        return NONE.with(key, value);
    }

    /** Returns the settings that the environment variables of this prefix hold, such as {@code OS_AUTH_URL} for {@code OS_}. */
    public static CloudSettings fromEnvironment(String prefix) {
        return new CloudSettings(Map.of(), Objects.requireNonNull(prefix, "prefix"));
    }

    /**
     * Returns the settings of a properties file in UTF-8.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static CloudSettings fromFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The settings file " + file + " cannot be read", e);
        }
        CloudSettings settings = NONE;
        for (String key : properties.stringPropertyNames()) {
            settings = settings.with(key, properties.getProperty(key));
        }
        return settings;
    }

    /** Returns these and one more; it replaces one of the same key. */
    public CloudSettings with(String key, String value) {
        return with(key, Secret.of(value));
    }

    /** Returns these and one more that is a secret; it replaces one of the same key. */
    public CloudSettings with(String key, Secret value) {
        Map<String, Secret> more = new TreeMap<>(given);
        more.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new CloudSettings(more, prefix);
    }

    /** Returns these, and what the environment variables of this prefix hold of the others. */
    public CloudSettings orEnvironment(String prefix) {
        return new CloudSettings(given, Objects.requireNonNull(prefix, "prefix"));
    }

    /** Returns what is given or in the environment, by key. */
    Map<String, Secret> resolve(CloudProvider provider, UnaryOperator<@Nullable String> environment) {
        Map<String, Secret> all = new TreeMap<>(given);
        if (prefix != null) {
            for (Setting setting : provider.settings()) {
                String value =
                        setting.environment().isEmpty() ? null : environment.apply(prefix + setting.environment());
                if (value != null && !value.isEmpty()) {
                    all.putIfAbsent(setting.key(), Secret.of(value));
                }
            }
        }
        return all;
    }

    /** Returns a sentence for each setting that is missing or misspelt. */
    List<String> faults(CloudProvider provider, UnaryOperator<@Nullable String> environment) {
        return SettingCheck.faults(provider, resolve(provider, environment).keySet(), prefix == null ? "" : prefix);
    }

    @Override
    public String toString() {
        return "CloudSettings" + new TreeMap<>(given).keySet()
                + (prefix == null ? "" : " and environment " + prefix + "*");
    }
}
