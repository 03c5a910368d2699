package io.shiyun.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program and keeps the figures that it prints in {@code benchmarks/results/NAME.json}, with the command. A figure is
 * a line {@code figure: NAME | VALUE | UNIT | BOUND}, whatever stands before it; unit and bound may be empty. Run it from the root of the repository.
 */
public final class Record {
    private static final String MARK = "figure: ";

    private Record() {}

    /** {@code NAME TITLE COMMAND [arguments]}. Ends as the program did, and keeps nothing when that failed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            System.err.println("Usage: java -cp benchmarks/target/benchmarks.jar io.shiyun.benchmarks.Record"
                    + " NAME TITLE COMMAND [arguments]");
            System.exit(2);
        }
        List<String> command = Arrays.asList(args).subList(2, args.length);
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        program.getOutputStream().close();
        List<Figure> figures = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                int mark = line.indexOf(MARK);
                if (mark >= 0) {
                    figures.add(figure(line.substring(mark)));
                }
            }
        }
        int status = program.waitFor();
        if (status != 0 || figures.isEmpty()) {
            System.err.println(
                    "Nothing kept: the program ended with " + status + " and " + figures.size() + " figures.");
            System.exit(status == 0 ? 1 : status);
        }
        Path file = Path.of("benchmarks/results", args[0] + ".json");
        ResultFile.writeFigures(file, args[1], String.join(" ", quoted(command)), figures);
        System.out.println("Wrote " + file);
    }

    static Figure figure(String line) {
        String[] parts = line.substring(MARK.length()).split("\\|", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "`" + line + "` is no figure; its form is: " + MARK + "NAME | VALUE | UNIT | BOUND");
        }
        return Figure.of(parts[0].strip(), Double.parseDouble(parts[1].strip()), parts[2].strip(), parts[3].strip());
    }

    private static List<String> quoted(List<String> command) {
        return command.stream()
                .map(word -> word.matches("[\\w./:=,+-]+") ? word : '"' + word + '"')
                .toList();
    }
}
