package io.shiyun.provider.ssh;

import io.shiyun.model.Command;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines for the POSIX shell of a machine, made out of argument lists. */
final class Scripts {
    private Scripts() {}

    /**
     * A line, and what it reads before the command's own input.
     *
     * @param line for the shell
     * @param head fills the environment, so that its values are on no command line
     */
    record Script(String line, String head) {}

    static Script of(Command command) {
        if (command.program().startsWith("-")) {
            throw Problems.invalid("the program '" + command.program() + "' begins with a hyphen");
        }
        String head = environment(command.environment());
        StringBuilder line = new StringBuilder();
        if (!head.isEmpty()) {
            int length = head.getBytes(StandardCharsets.UTF_8).length;
            line.append("eval \"$(dd bs=1 count=").append(length).append(" 2>/dev/null)\"; ");
        }
        if (!command.directory().isEmpty()) {
            line.append("cd ").append(Words.quote(folder(command.directory()))).append(" && ");
        }
        return new Script(
                line.append("exec ").append(Words.quoted(command.arguments())).toString(), head);
    }

    /** A folder that cd takes for none of its options. */
    static String folder(String path) {
        return path.startsWith("/") ? path : "./" + path;
    }

    private static String environment(Map<String, String> values) {
        values.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"))
                .findFirst()
                .ifPresent(name -> {
                    throw Problems.invalid("'" + name + "' is no name of a variable");
                });
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(value -> "export " + value.getKey() + "=" + Words.quote(value.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}
