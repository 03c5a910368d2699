package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH and writes its report with machine, JDK and command to {@code benchmarks/results/NAME.json}. The first argument is
 * NAME; the rest is for JMH ({@code -h} lists it). Run it from the root of the repository.
 */
public final class Run {
    private Run() {}

    /** {@code NAME [arguments of JMH]}. */
    public static void main(String[] args) throws IOException, RunnerException, CommandLineOptionException {
        if (args.length == 0 || args[0].startsWith("-")) {
            System.err.println(
                    "Usage: java -cp benchmarks/target/benchmarks.jar io.shiyun.benchmarks.Run NAME [arguments of JMH]");
            System.exit(2);
        }
        String name = args[0];
        Options asked = new CommandLineOptions(Arrays.copyOfRange(args, 1, args.length));
        Path report = Files.createTempFile("jmh-", ".json");
        try {
            Options options = new OptionsBuilder()
                    .parent(asked)
                    .shouldFailOnError(true)
                    .resultFormat(ResultFormatType.JSON)
                    .result(report.toString())
                    .build();
            new Runner(options).run();
            String command =
                    "java -cp benchmarks/target/benchmarks.jar io.shiyun.benchmarks.Run " + String.join(" ", args);
            Path file = Path.of("benchmarks/results", name + ".json");
            ResultFile.writeJmh(file, name, command, report);
            System.out.println("Wrote " + file);
        } finally {
            Files.deleteIfExists(report);
        }
    }
}
