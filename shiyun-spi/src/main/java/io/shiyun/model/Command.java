package io.shiyun.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program and its arguments. Never a line for a shell: nothing in it is expanded or split.
 *
 * @param arguments the program, then its arguments
 * @param environment variables added to those the place gives
 * @param directory where it starts, relative to the root of its sandbox; empty for that root
 */
public record Command(List<String> arguments, Map<String, String> environment, String directory) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(directory, "directory");
        if (arguments.isEmpty() || arguments.get(0).isBlank()) {
            throw new IllegalArgumentException("a command needs the program to run as its first argument");
        }
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(List<String> arguments) {
        return new Builder(arguments);
    }

    /** Returns the command of this program and these arguments. */
    public static Command of(String program, String... arguments) {
        List<String> all = new ArrayList<>(arguments.length + 1);
        all.add(program);
        all.addAll(List.of(arguments));
        return builder(all).build();
    }

    /** Returns the program, the first argument. */
    public String program() {
        return arguments.get(0);
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.putList("arguments", arguments);
        fields.putMap("environment", environment);
        fields.put("directory", directory);
    }

    /** Reads back what {@link #write} wrote. */
    public static Command read(Fields.Reader fields) {
        return new Command(fields.list("arguments"), fields.map("environment"), fields.text("directory"));
    }

    /** Builds a {@link Command}; not safe for use by several threads. */
    public static final class Builder {
        private final List<String> arguments;
        private Map<String, String> environment = Map.of();
        private String directory = "";

        private Builder(List<String> arguments) {
            this.arguments = arguments;
        }

        /** Sets {@link Command#environment}. */
        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        /** Sets {@link Command#directory}. */
        public Builder directory(String directory) {
            this.directory = directory;
            return this;
        }

        /** Returns the finished value. */
        public Command build() {
            return new Command(arguments, environment, directory);
        }
    }
}
