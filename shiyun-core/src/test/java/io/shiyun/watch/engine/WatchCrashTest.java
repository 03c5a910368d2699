package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.watch.Receiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCrashTest {
    private static final int ROUNDS = 8;
    private static final long SEED = 20261120;
    private static final Pattern FINGERPRINT = Pattern.compile("\"fingerprint\":\"([0-9a-f]{32})\"");

    @TempDir
    Path folder;

    @Test
    void killedAtAnyMomentItLosesNoNoticeAndQueuesNoneTwice() throws Exception {
        Random random = new Random(SEED);
        Set<String> raised = new HashSet<>();
        try (Receiver receiver = Receiver.answering(n -> n % 7 == 3 ? 503 : 200)) {
            for (int round = 0; round < ROUNDS; round++) {
                raised.addAll(run(receiver, "round" + round, 5 + random.nextInt(60)));
            }
            run(receiver, "last", Integer.MAX_VALUE);
            Set<String> received = new HashSet<>();
            Set<String> keys = new HashSet<>();
            for (Receiver.Request request : receiver.requests) {
                keys.add(request.key());
                Matcher matcher = FINGERPRINT.matcher(request.body());
                assertThat(matcher.find()).isTrue();
                if (request.body().contains("\"status\":\"firing\"")) {
                    received.add(matcher.group(1));
                }
            }
            System.out.println("watch crash test: seed " + SEED + ", " + ROUNDS + " kills, " + raised.size()
                    + " alerts raised, " + received.size() + " told, " + receiver.requests.size() + " requests, "
                    + keys.size() + " keys");
            assertThat(raised).hasSizeGreaterThan(ROUNDS);
            assertThat(received).as("every alert that was written down is told").containsAll(raised);
            assertThat(keys.size()).as("one notice an alert").isEqualTo(received.size());
        }
    }

    /** Runs a process until it has raised so many alerts, kills it, and answers what it raised. */
    private Set<String> run(Receiver receiver, String round, int most) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWatch.class.getName(),
                        folder.resolve("shiyun.db").toString(),
                        receiver.url("/hook"),
                        round))
                .redirectError(folder.resolve(round + ".log").toFile())
                .start();
        Set<String> raised = new HashSet<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                raised.add(line.substring("raised ".length()));
                if (raised.size() == most) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return raised;
    }
}
