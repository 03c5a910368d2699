package io.shiyun.tck;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param provider the id of the provider
 * @param config the file of its settings
 * @param plugins the folder of plugins; those on the class path when absent
 * @param only the sections to run; all when empty
 */
record Arguments(String provider, Path config, Optional<Path> plugins, List<String> only) {
    static final String USAGE = """
            usage: java -jar shiyun-tck.jar --provider ID --config FILE [--plugins DIR] [--only SECTION,...]
              --provider  id of the provider to test, such as sim
              --config    properties file: the provider's settings, and what begins with tck. for the contract
              --plugins   folder with the jars of the provider, such as target/plugin; else the class path is searched
              --only      sections to run, separated by commas, of %s
            prints PASS, FAIL or ABSENT for each rule; exits with 0, with 1 after a failure, with 2 when asked wrongly
            """;

    static Arguments parse(String[] words) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < words.length; i += 2) {
            String word = words[i];
            if (!List.of("--provider", "--config", "--plugins", "--only").contains(word)) {
                throw new UsageException("'" + word + "' is not an option");
            }
            if (i + 1 == words.length) {
                throw new UsageException(word + " needs a value");
            }
            if (given.put(word, words[i + 1]) != null) {
                throw new UsageException(word + " is given twice");
            }
        }
        List<String> only = Arrays.stream(given.getOrDefault("--only", "").split(",", -1))
                .map(String::trim)
                .filter(section -> !section.isEmpty())
                .map(section -> section.equals("buckets") ? "objects" : section)
                .toList();
        return new Arguments(
                need(given, "--provider"),
                path(need(given, "--config")),
                Optional.ofNullable(given.get("--plugins")).map(Arguments::path),
                only);
    }

    private static String need(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null || value.isBlank()) {
            throw new UsageException(option + " is missing");
        }
        return value;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + text + "' is not a path", e);
        }
    }
}
