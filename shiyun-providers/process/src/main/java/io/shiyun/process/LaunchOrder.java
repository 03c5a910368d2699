package io.shiyun.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to start: an argument list, where, with which environment, and where its output goes. Immutable. */
public final class LaunchOrder {
    private final List<String> command;
    private final Path directory;
    private final Map<String, String> environment;
    private final @Nullable Path log;
    private final Limits limits;
    private final Marker marker;

    private LaunchOrder(Builder builder) {
        this.command = List.copyOf(builder.command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("the command is empty; give the program and its arguments as a list");
        }
        this.directory = builder.directory;
        this.environment = Map.copyOf(builder.environment);
        this.log = builder.log;
        this.limits = builder.limits;
        this.marker = builder.marker;
    }

    /** Starts an order for a command that runs in a directory and is marked as whose it is. */
    public static Builder of(List<String> command, Path directory, Marker marker) {
        return new Builder(command, directory, marker);
    }

    public List<String> command() {
        return command;
    }

    public Path directory() {
        return directory;
    }

    /** Returns what the process gets besides the allow-listed variables; secrets may be in here. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the file that output and errors are appended to; without one they are thrown away. */
    public Optional<Path> log() {
        return Optional.ofNullable(log);
    }

    public Limits limits() {
        return limits;
    }

    public Marker marker() {
        return marker;
    }

    /** Names the command and the variables, never their values. */
    @Override
    public String toString() {
        return "LaunchOrder[" + command + " in " + directory + ", environment " + environment.keySet() + "]";
    }

    /** Collects the parts of an order. Not thread-safe. */
    public static final class Builder {
        private final List<String> command;
        private final Path directory;
        private final Marker marker;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Path log;
        private Limits limits = Limits.NONE;

        private Builder(List<String> command, Path directory, Marker marker) {
            this.command = Objects.requireNonNull(command, "command");
            this.directory = Objects.requireNonNull(directory, "directory");
            this.marker = Objects.requireNonNull(marker, "marker");
        }

        public Builder environment(Map<String, String> values) {
            values.forEach(this::environment);
            return this;
        }

        public Builder environment(String name, String value) {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("'" + name + "' cannot be an environment variable");
            }
            environment.put(name, value);
            return this;
        }

        /** Appends output and errors to this file, which is created with its parents if need be. */
        public Builder log(Path file) {
            this.log = Objects.requireNonNull(file, "file");
            return this;
        }

        public Builder limits(Limits ceilings) {
            this.limits = Objects.requireNonNull(ceilings, "ceilings");
            return this;
        }

        public LaunchOrder build() {
            return new LaunchOrder(this);
        }
    }
}
