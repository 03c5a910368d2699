package io.shiyun.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds commands as execvp(3) would: a name with a slash is a path, any other is looked for along the PATH. */
final class Executables {
    private Executables() {}

    /** Returns the absolute path of the command, or throws with the places that were looked in. */
    static Path require(String command, String path, Path directory) {
        if (command.isBlank() || command.indexOf('\0') >= 0) {
            throw notFound("the command is empty; give the program as the first element of the list");
        }
        if (command.indexOf('/') >= 0) {
            Path file = directory.resolve(command).toAbsolutePath().normalize();
            if (!Files.exists(file)) {
                throw notFound("there is no command '" + command + "' (looked for the file " + file + ")");
            }
            if (!usable(file)) {
                throw notFound("'" + file + "' cannot be run: it is not an executable file");
            }
            return file;
        }
        return find(command, path)
                .orElseThrow(() -> notFound("there is no command '" + command + "' (looked along PATH=" + path + ")"));
    }

    /** Looks along the PATH; empty entries, which would mean the current directory, are skipped. */
    static Optional<Path> find(String command, String path) {
        for (String entry : path.split(File.pathSeparator)) {
            if (entry.isEmpty()) {
                continue;
            }
            try {
                Path file = Path.of(entry).resolve(command);
                if (file.isAbsolute() && usable(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException unusable) {
                throw notFound("'" + command + "' is not a command name: " + unusable.getMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean usable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static ProcessException notFound(String message) {
        return new ProcessException(ProcessException.Kind.COMMAND_NOT_FOUND, message);
    }
}
