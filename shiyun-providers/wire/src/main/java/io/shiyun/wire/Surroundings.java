package io.shiyun.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where secrets that were not given as settings may lie: environment variables and the files of a home folder. A test hands its own in.
 *
 * @param environment the environment variables
 * @param home the user's home folder
 */
public record Surroundings(Map<String, String> environment, Path home) {
    /** No profile and no token is larger. */
    private static final long LARGEST = 1 << 20;

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Returns those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /** Returns an environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns a file named by a variable, else this one below the home folder. */
    public Path file(String variable, String belowHome) {
        return variable(variable).map(Path::of).orElseGet(() -> home.resolve(belowHome));
    }

    /**
     * Returns the profiles of a file in INI form; none when there is no such file.
     *
     * @throws io.shiyun.model.CloudException INVALID, NOT_SENT, when it is there and cannot be read
     */
    public static Ini profiles(Path file) {
        return read(file).map(text -> Ini.parse(file.toString(), text)).orElse(Ini.NONE);
    }

    /**
     * Returns the token in a file that a platform writes anew from time to time, without the spaces around it; nothing when there is
     * no such file.
     *
     * @throws io.shiyun.model.CloudException INVALID, NOT_SENT, when it is there and cannot be read
     */
    public static Optional<io.shiyun.model.Secret> token(Path file) {
        return read(file).map(String::strip).filter(text -> !text.isEmpty()).map(io.shiyun.model.Secret::of);
    }

    private static Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST) {
                throw Ini.wrong(file + " is larger than " + LARGEST + " bytes; is it the right file?");
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The cause names the file and why; it does not quote it.
            throw Ini.wrong(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Shows no variable, since values may be secrets. */
    @Override
    public String toString() {
        return "Surroundings[" + home + "]";
    }
}
