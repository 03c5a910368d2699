package io.shiyun.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts processes, each in a session of its own, so that a signal to this Java process's group does not reach them and all that
 * they start can be found again.
 *
 * <p>The session comes from util-linux {@code setsid}, limits from {@code prlimit}; both replace themselves by the command, so the
 * process number stays. Without {@code setsid} the process shares this one's session and {@link Ender} goes by descent and marker
 * alone. The environment is empty but for {@link #PASSED}, what the order gives, and the marker. Standard input is empty. No
 * descriptor of this Java process is inherited: the JDK closes them in the child.
 */
public final class Launcher {
    /** The variables that a process gets from this Java process, unless the order gives another value. */
    public static final List<String> PASSED = List.of("PATH", "HOME", "LANG", "TZ");

    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final File NOTHING = new File("/dev/null");

    private Launcher() {}

    /** Checks that the order's command exists and can be run, without starting anything. */
    public static void check(LaunchOrder order) {
        resolve(order, environment(order));
    }

    /**
     * Starts the process.
     *
     * @throws ProcessException COMMAND_NOT_FOUND before anything is changed, LAUNCH_FAILED when the system refuses
     */
    public static ManagedProcess launch(LaunchOrder order) {
        return launch(order, false);
    }

    /** Starts the process with its streams as pipes to this one instead of a log file and empty input. */
    static ManagedProcess launchPiped(LaunchOrder order) {
        return launch(order, true);
    }

    private static ManagedProcess launch(LaunchOrder order, boolean piped) {
        Map<String, String> environment = environment(order);
        List<String> command = new ArrayList<>(resolve(order, environment));
        LimitArguments limits = LimitArguments.of(
                order.limits(),
                tool("prlimit"),
                ProcFs.read(Path.of("/proc/self/limits"))
                        .map(LimitArguments::hardLimits)
                        .orElse(Map.of()),
                System.getProperty("user.name", ""));
        command.addAll(0, limits.command());
        tool("setsid").ifPresent(setsid -> command.add(0, setsid.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(order.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            if (!piped) {
                builder.redirectInput(NOTHING).redirectErrorStream(true).redirectOutput(output(order));
            }
            Process child = builder.start();
            ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElse(ProcessIdentity.gone(child.pid()));
            return ManagedProcess.started(identity, order.marker(), limits.report(), child);
        } catch (IOException refused) {
            throw new ProcessException(
                    ProcessException.Kind.LAUNCH_FAILED,
                    "the system did not start " + order.command() + " in " + order.directory() + ": "
                            + refused.getMessage(),
                    refused);
        }
    }

    private static ProcessBuilder.Redirect output(LaunchOrder order) throws IOException {
        if (order.log().isEmpty()) {
            return ProcessBuilder.Redirect.DISCARD;
        }
        Path log = order.log().get();
        Path parent = log.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return ProcessBuilder.Redirect.appendTo(log.toFile());
    }

    private static List<String> resolve(LaunchOrder order, Map<String, String> environment) {
        if (!Files.isDirectory(order.directory())) {
            throw new ProcessException(
                    ProcessException.Kind.LAUNCH_FAILED,
                    "the working directory " + order.directory() + " does not exist");
        }
        List<String> command = new ArrayList<>(order.command());
        String path = environment.getOrDefault("PATH", USUAL_PATH);
        command.set(
                0, Executables.require(command.get(0), path, order.directory()).toString());
        return command;
    }

    private static Map<String, String> environment(LaunchOrder order) {
        Map<String, String> values = new HashMap<>();
        for (String name : PASSED) {
            String value = System.getenv(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        values.putAll(order.environment());
        values.putAll(order.marker().environment());
        return values;
    }

    private static Optional<Path> tool(String name) {
        String path = System.getenv("PATH");
        return Executables.find(name, path == null ? USUAL_PATH : path + File.pathSeparator + USUAL_PATH);
    }
}
