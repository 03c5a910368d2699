package io.shiyun.spi;

import io.shiyun.model.CloudId;
import io.shiyun.model.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is given to connect with: settings, and what it needs of its surroundings. Its text form shows the keys
 * of settings, never their values. Immutable.
 */
public final class CloudConfig {
    private final CloudId cloud;
    private final Map<String, Secret> settings;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Executor executor;
    private final Consumer<CloudEvent> events;
    private final @Nullable Path folder;

    private CloudConfig(Builder builder) {
        this.cloud = builder.cloud;
        this.settings = Map.copyOf(builder.settings);
        this.clock = builder.clock;
        this.ticker = builder.ticker;
        this.executor = builder.executor;
        this.events = builder.events;
        this.folder = builder.folder;
    }

    /** Begins a configuration of the cloud of this name, with the system's clocks and no settings. */
    public static Builder builder(CloudId cloud) {
        return new Builder(cloud);
    }

    /** Returns the name the user gave to this cloud. */
    public CloudId cloud() {
        return cloud;
    }

    /** Returns the keys of the settings, sorted. */
    public List<String> keys() {
        return settings.keySet().stream().sorted().toList();
    }

    /** Returns a setting that is not a secret. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(settings.get(key)).map(Secret::reveal);
    }

    /** Returns a setting that is a secret. */
    public Optional<Secret> secret(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /**
     * Returns a setting that must be there.
     *
     * @throws IllegalArgumentException when it is not, naming the key
     */
    public String require(String key) {
        return get(key).orElseThrow(() -> new IllegalArgumentException(
                "Cloud '" + cloud + "' needs the setting '" + key + "'; it was not given"));
    }

    /** Returns what tells the time of day. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns what measures time in nanoseconds, from an arbitrary beginning. */
    public LongSupplier ticker() {
        return ticker;
    }

    /** Returns where work beside the calling thread runs. */
    public Executor executor() {
        return executor;
    }

    /** Returns whom to tell of {@link CloudEvent}s; it never throws. */
    public Consumer<CloudEvent> events() {
        return events;
    }

    /**
     * Returns the folder for the provider's own state, which it makes when it first needs it and which stays the same from
     * one start to the next.
     *
     * @throws IllegalStateException when none was given
     */
    public Path folder() {
        if (folder == null) {
            throw new IllegalStateException(
                    "Cloud '" + cloud + "' keeps state of its own and was given no folder for it");
        }
        return folder;
    }

    @Override
    public String toString() {
        return "CloudConfig[" + cloud + ", settings " + keys() + "]";
    }

    /** Collects the parts of a configuration; not safe for use by several threads. */
    public static final class Builder {
        private final CloudId cloud;
        private final Map<String, Secret> settings = new TreeMap<>();
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private Executor executor = Runnable::run;
        private Consumer<CloudEvent> events = event -> {};
        private @Nullable Path folder;

        private Builder(CloudId cloud) {
            this.cloud = Objects.requireNonNull(cloud, "cloud");
        }

        /** Sets a setting. */
        public Builder set(String key, String value) {
            settings.put(key, Secret.of(value));
            return this;
        }

        /** Sets a setting that is a secret. */
        public Builder set(String key, Secret value) {
            settings.put(key, value);
            return this;
        }

        /** Sets what tells the time of day. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Sets what measures time in nanoseconds. */
        public Builder ticker(LongSupplier ticker) {
            this.ticker = ticker;
            return this;
        }

        /** Sets where work beside the calling thread runs; the calling thread itself when not set. */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** Sets whom to tell of events. */
        public Builder events(Consumer<CloudEvent> events) {
            this.events = events;
            return this;
        }

        /** Sets the folder for the provider's own state. */
        public Builder folder(Path folder) {
            this.folder = folder;
            return this;
        }

        /** Returns the finished configuration. */
        public CloudConfig build() {
            return new CloudConfig(this);
        }
    }
}
