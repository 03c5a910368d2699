package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes {@code benchmarks/RESULTS.md} from the files of {@code benchmarks/results}. Run it from the root of the repository. */
public final class Results {
    private static final String COMMAND = "java -cp benchmarks/target/benchmarks.jar io.shiyun.benchmarks.Results";

    private Results() {}

    /** Takes no arguments, or the folder of the results and the page to write. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "benchmarks/results");
        Path page = Path.of(args.length > 1 ? args[1] : "benchmarks/RESULTS.md");
        if (!Files.isDirectory(folder)) {
            System.err.println("No folder " + folder.toAbsolutePath() + ": run this from the root of the repository.");
            System.exit(1);
        }
        List<ResultFile> files = readAll(folder);
        if (files.isEmpty()) {
            System.err.println("No *.json in " + folder.toAbsolutePath()
                    + ": run a benchmark first, see io.shiyun.benchmarks.Run.");
            System.exit(1);
        }
        Files.writeString(page, page(files));
        System.out.println("Wrote " + page + " from " + files.size() + " files.");
    }

    static List<ResultFile> readAll(Path folder) throws IOException {
        List<ResultFile> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file :
                    found.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                files.add(ResultFile.read(file));
            }
        }
        return files;
    }

    static String page(List<ResultFile> files) {
        StringBuilder page = new StringBuilder("# Results\n\n");
        page.append("Made from `benchmarks/results/*.json` by `")
                .append(COMMAND)
                .append("`; not edited by hand.\n");
        page.append(
                "A ratio beside a peer of more than 1 means that ours costs more. ± is half of the 99.9 % interval.\n");
        for (ResultFile file : files) {
            page.append("\n## ").append(file.title()).append("\n\n");
            page.append("- Machine: ").append(file.environment().machine()).append('\n');
            page.append("- JDK: ").append(file.environment().jdk()).append('\n');
            page.append("- Command: `").append(file.command()).append("`\n");
            if (!file.scores().isEmpty()) {
                scores(page, file.scores());
            }
            if (!file.figures().isEmpty()) {
                figures(page, file.figures());
            }
        }
        return page.toString();
    }

    private static void scores(StringBuilder page, List<Score> scores) {
        page.append("\n| benchmark | parameters | threads | score | unit | B/op | beside the peer |\n");
        page.append("| --- | --- | ---: | ---: | --- | ---: | --- |\n");
        for (Score score : scores) {
            String error = Double.isNaN(score.error()) ? "" : " ± " + Figure.number(score.error());
            String allocated = score.allocated().isPresent()
                    ? Figure.number(Math.round(score.allocated().getAsDouble()))
                    : "";
            row(
                    page,
                    score.subject() + "." + score.method(),
                    params(score.params()),
                    Integer.toString(score.threads()),
                    Figure.number(score.value()) + error,
                    score.unit(),
                    allocated,
                    ratios(score, scores));
        }
    }

    private static String params(Map<String, String> params) {
        return params.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String ratios(Score score, List<Score> all) {
        if (score.peer()) {
            return "";
        }
        return all.stream()
                .filter(Score::peer)
                .filter(score::comparableTo)
                .map(peer -> Figure.number(score.costBeside(peer)) + " × " + peer.method())
                .collect(Collectors.joining(", "));
    }

    private static void figures(StringBuilder page, List<Figure> figures) {
        page.append("\n| figure | value | unit | bound |\n| --- | ---: | --- | --- |\n");
        for (Figure figure : figures) {
            row(page, figure.name(), figure.score(), figure.unit(), figure.bound());
        }
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ");
        page.append(Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")));
        page.append(" |\n");
    }
}
