package io.shiyun.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Listing hosts by us and by the library that a user would pick instead, each in a JVM of its own with a class path of its own, in turns.
 *
 * <ul>
 *   <li>{@code cold ROUNDS}: start the JVM, connect, list, end; against the real servers whose settings are in the environment
 *       ({@code OS_*} for jclouds, {@code AWS_*} for the AWS SDK; what is not set is left out).
 *   <li>{@code many ROUNDS}: {@link Replay#HOSTS} hosts by pages of a replay: the time of a warm list, the heap that the list keeps,
 *       and the smallest heap in which it can be made.
 * </ul>
 *
 * Prints figures for {@link Record}. Run it from the root of the repository after {@code mvn -q -Pbench -DskipTests package}.
 */
public final class ListBench {
    private static final Path LISTS = Path.of("benchmarks/lists");
    private static final int WARM = 12;

    /** One program: a library at a cloud. */
    private record Program(String name, String module, List<String> start) {
        List<String> command(List<String> jvm, String... args) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(jvm);
            Path target = LISTS.resolve(module).resolve("target");
            command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*"));
            command.addAll(start);
            command.addAll(List.of(args));
            return command;
        }
    }

    private record Pair(String cloud, Program ours, Program peer) {}

    private static final String PACKAGE = "io.shiyun.benchmarks.lists.";
    private static final Pair OPENSTACK = new Pair(
            "OpenStack",
            new Program("shiyun", "shiyun", List.of(PACKAGE + "ShiyunLists", "openstack", "OS_")),
            new Program("jclouds", "jclouds", List.of(PACKAGE + "JcloudsLists")));
    private static final Pair AWS = new Pair(
            "AWS",
            new Program("shiyun", "shiyun", List.of(PACKAGE + "ShiyunLists", "aws", "AWS_")),
            new Program("the AWS SDK", "aws-sdk", List.of(PACKAGE + "AwsSdkLists")));

    private ListBench() {}

    /** {@code cold ROUNDS} or {@code many ROUNDS}. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !List.of("cold", "many").contains(args[0])) {
            System.err.println("The arguments are `cold ROUNDS` or `many ROUNDS`.");
            System.exit(2);
        }
        int rounds = Integer.parseInt(args[1]);
        if (args[0].equals("cold")) {
            if (System.getenv("OS_AUTH_URL") != null) {
                cold(OPENSTACK, rounds);
            }
            if (System.getenv("AWS_ENDPOINT_URL") != null) {
                cold(AWS, rounds);
            }
        } else {
            try (Replay nova = Replay.openStack()) {
                many(
                        OPENSTACK,
                        rounds,
                        Map.of(
                                "OS_AUTH_URL", nova.address() + "/v3",
                                "OS_USERNAME", "demo",
                                "OS_PASSWORD", "demo",
                                "OS_PROJECT_NAME", "demo",
                                "OS_USER_DOMAIN_NAME", "Default",
                                "OS_PROJECT_DOMAIN_NAME", "Default"));
            }
            try (Replay ec2 = Replay.ec2()) {
                many(
                        AWS,
                        rounds,
                        Map.of(
                                "AWS_ENDPOINT_URL", ec2.address(),
                                "AWS_REGION", "us-east-1",
                                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                                "AWS_SECRET_ACCESS_KEY", "secret"));
            }
        }
    }

    private static void cold(Pair pair, int rounds) throws Exception {
        double[][] seconds = new double[2][rounds];
        List<Program> both = List.of(pair.ours(), pair.peer());
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < 2; i++) {
                long begun = System.nanoTime();
                lines(both.get(i).command(List.of(), "once"), Map.of());
                if (round >= 0) {
                    seconds[i][round] = (System.nanoTime() - begun) / 1e9;
                }
            }
        }
        String what = pair.cloud() + ", cold JVM, connect and list, median of " + rounds + ": ";
        compare(what, pair, median(seconds[0]), median(seconds[1]), "s", "at most 0.5");
        compare(
                pair.cloud() + ", jars, JSON library and logging aside: ",
                pair,
                jars(pair.ours()),
                jars(pair.peer()),
                "bytes",
                "at most 0.1");
    }

    private static void many(Pair pair, int rounds, Map<String, String> environment) throws Exception {
        List<Program> both = List.of(pair.ours(), pair.peer());
        double[][] millis = new double[2][rounds];
        double[][] live = new double[2][rounds];
        double[] least = new double[2];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 2; i++) {
                List<String> lines = lines(both.get(i).command(List.of(), "again", "" + WARM), environment);
                millis[i][round] =
                        median(values(lines, "milliseconds ").skip(WARM / 2).toArray());
                live[i][round] = values(lines, "live ").findFirst().orElseThrow();
            }
        }
        for (int i = 0; i < 2; i++) {
            least[i] = leastHeap(both.get(i), environment);
        }
        String what = pair.cloud() + ", " + Replay.HOSTS + " hosts, ";
        compare(what + "warm list: ", pair, median(millis[0]), median(millis[1]), "ms", "less than 1");
        compare(what + "heap that the list keeps: ", pair, median(live[0]), median(live[1]), "bytes", "at most 0.5");
        compare(what + "smallest heap that is enough: ", pair, least[0], least[1], "MiB", "at most 0.5");
    }

    /** To 2 MiB: the smallest heap in which the whole list can be made. */
    private static double leastHeap(Program program, Map<String, String> environment) throws Exception {
        int low = 4;
        int high = 512;
        while (high - low > 2) {
            int middle = (low + high) / 2;
            List<String> jvm = List.of(
                    "-Xmx" + middle + "m", "-Xms" + middle + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
            try {
                lines(program.command(jvm, "once"), environment);
                high = middle;
            } catch (IOException tooSmall) {
                low = middle;
            }
        }
        return high;
    }

    private static void compare(String what, Pair pair, double ours, double peer, String unit, String bound) {
        System.out.printf(
                Locale.ROOT, "figure: %s%s | %s | %s |%n", what, pair.ours().name(), ours, unit);
        System.out.printf(
                Locale.ROOT, "figure: %s%s | %s | %s |%n", what, pair.peer().name(), peer, unit);
        System.out.printf(Locale.ROOT, "figure: %sours beside it | %.3f | | %s%n", what, ours / peer, bound);
    }

    private static double jars(Program program) throws IOException {
        try (Stream<Path> jars = Files.list(LISTS.resolve(program.module()).resolve("target/lib"))) {
            long sum = 0;
            for (Path jar : jars.toList()) {
                String name = jar.getFileName().toString();
                boolean aside = name.matches("(slf4j|jackson|gson|jspecify|shiyun-lists).*");
                boolean other = program.module().equals("shiyun")
                        && name.matches("shiyun-provider-.*")
                        && !name.contains(program.start().get(1));
                sum += aside || other ? 0 : Files.size(jar);
            }
            return sum;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static java.util.stream.DoubleStream values(List<String> lines, String begin) {
        return lines.stream()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(begin.length())));
    }

    private static List<String> lines(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().limit(1_000).forEach(lines::add);
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0 || lines.stream().noneMatch(line -> line.startsWith("hosts "))) {
            throw new IOException(command + " ended with " + process.exitValue() + ": " + lines);
        }
        return lines;
    }
}
