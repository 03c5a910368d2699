package io.shiyun.provider.sim;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** The programs that every simulated host and replica has: echo, cat, env, sleep, true and false. */
final class Programs {
    static final List<String> NAMES = List.of("echo", "cat", "env", "sleep", "true", "false");

    private Programs() {}

    /** Runs a command and returns its exit code; INVALID when there is no such program. */
    static int run(Command command, Pipes pipes, Box box, SimTime time, Call call) {
        List<String> words = command.arguments();
        List<String> rest = words.subList(1, words.size());
        try {
            switch (command.program()) {
                case "true":
                    return 0;
                case "false":
                    return 1;
                case "echo":
                    print(pipes, String.join(" ", rest) + "\n");
                    return 0;
                case "env":
                    StringBuilder lines = new StringBuilder();
                    new TreeMap<>(command.environment())
                            .forEach((name, value) ->
                                    lines.append(name).append('=').append(value).append('\n'));
                    print(pipes, lines.toString());
                    return 0;
                case "cat":
                    return cat(rest, pipes, box, call);
                case "sleep":
                    return sleep(rest, pipes, time, call);
                default:
                    throw CloudException.rejected(
                                    Reason.INVALID,
                                    "there is no program '" + command.program() + "' here; there are " + NAMES)
                            .code("NoSuchProgram")
                            .build();
            }
        } catch (IOException e) {
            throw CloudException.ambiguous(Reason.UNKNOWN, "a stream of '" + command.program() + "' broke")
                    .cause(e)
                    .build();
        }
    }

    private static int cat(List<String> files, Pipes pipes, Box box, Call call) throws IOException {
        if (files.isEmpty()) {
            InputStream in = pipes.in();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                call.check();
                pipes.out().write(buffer, 0, count);
            }
        }
        for (String file : files) {
            pipes.out().write(box.read(file));
        }
        pipes.out().flush();
        return 0;
    }

    private static int sleep(List<String> words, Pipes pipes, SimTime time, Call call) throws IOException {
        if (words.size() != 1 || !words.get(0).matches("[0-9]{1,9}")) {
            pipes.err().write("sleep: one number of seconds is needed\n".getBytes(StandardCharsets.UTF_8));
            return 2;
        }
        if (!time.pass(Duration.ofSeconds(Long.parseLong(words.get(0))), call)) {
            throw call.over(Certainty.AMBIGUOUS);
        }
        return 0;
    }

    private static void print(Pipes pipes, String text) throws IOException {
        pipes.out().write(text.getBytes(StandardCharsets.UTF_8));
        pipes.out().flush();
    }
}
