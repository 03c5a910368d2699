package io.shiyun.finops.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is killed while it issues leaves no gap, no second invoice, and loses none that it told of. More rounds
 * with {@code -Dshiyun.crash.rounds=200}, the same ones again with {@code -Dshiyun.crash.seed}.
 */
class InvoiceCrashTest {
    private static final int ROUNDS = Integer.getInteger("shiyun.crash.rounds", 12);
    private static final long SEED = Long.getLong("shiyun.crash.seed", 20261121L);
    private static final int CUSTOMERS = 100_000;

    @TempDir
    Path folder;

    @Test
    void aProcessKilledByForceLeavesNoGapAndNoDouble() throws Exception {
        Path file = folder.resolve("invoices");
        Random random = new Random(SEED);
        Map<Integer, String> told = new HashMap<>();
        int unsaid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            issueAndKill(file, told, told.size() + 1 + random.nextInt(60));
            unsaid += check(file, told, "seed " + SEED + " round " + round);
        }
        System.out.println("figure: issuer killed with SIGKILL, seed " + SEED + " | " + ROUNDS + " | times |");
        System.out.println("figure: issuer killed: invoices told of | " + told.size() + " | |");
        System.out.println("figure: issuer killed: written but not told of, found again | " + unsaid + " | |");
        System.out.println("figure: issuer killed: gaps, doubles, losses | 0 | | 0");
    }

    /** Kills the issuer as soon as it told of so many; it begins with those that are there, which it finds again. */
    private void issueAndKill(Path file, Map<Integer, String> told, int kill) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process child = new ProcessBuilder(issuer(file, CUSTOMERS))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).as(() -> text(errors)).isEqualTo("ready");
            int seen = 0;
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                List<String> words = List.of(line.toString().split(" "));
                line.setLength(0);
                String before = told.put(Integer.parseInt(words.get(0)), words.get(1));
                assertThat(before).isIn(null, words.get(1));
                if (++seen == kill) {
                    // The handle only kills; Process.destroyForcibly would also close the pipe with what is in it.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasSizeGreaterThanOrEqualTo(kill);
    }

    /** Returns how many invoices are there that the process did not come to tell of. */
    private static int check(Path file, Map<Integer, String> told, String when) {
        try (InvoiceBook book = InvoiceBook.open(file)) {
            Set<String> customers = new HashSet<>();
            long[] next = {1};
            book.forEach(invoice -> {
                assertThat(invoice.sequence()).as(when).isEqualTo(next[0]++);
                assertThat(customers.add(invoice.customer().id())).as(when).isTrue();
            });
            told.forEach((customer, number) -> {
                assertThat(book.get(number).customer().id()).as(when).isEqualTo("c-" + customer);
                assertThat(book.issue(Issuer.draft(customer), LocalDate.of(2026, 11, 3))
                                .number())
                        .as(when)
                        .isEqualTo(number);
            });
            return customers.size() - told.size();
        }
    }

    /** The process dies at the very sync of an invoice: it is written, and nobody was told of it. Opening syncs twice. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 9})
    void aProcessKilledWhileItSyncsLeavesNoGapAndNoDouble(int sync) throws Exception {
        Path file = folder.resolve("invoices");
        InvoiceBook.open(file).close();
        String output = traced(file, 20, List.of("-e", "trace=fsync", "-e", "inject=fsync:signal=KILL:when=" + sync));

        List<String> told =
                output.lines().filter(line -> line.matches("\\d+ A-\\d{6}")).toList();
        assertThat(told).hasSize(sync - 3);
        try (InvoiceBook book = InvoiceBook.open(file)) {
            for (int customer = 0; customer < 20; customer++) {
                Invoice invoice = book.issue(Issuer.draft(customer), LocalDate.of(2026, 11, 3));
                assertThat(invoice.sequence()).isEqualTo(customer + 1L);
                if (customer < told.size()) {
                    assertThat(told.get(customer)).isEqualTo(customer + " " + invoice.number());
                }
            }
            assertThat(book.find("A-000021")).isEmpty();
        }
    }

    @Test
    void everyInvoiceIsSyncedBeforeItIsTold() throws Exception {
        Path trace = folder.resolve("trace");
        String output =
                traced(folder.resolve("invoices"), 50, List.of("-e", "trace=fsync,fdatasync", "-o", trace.toString()));

        assertThat(output).endsWith("49 A-000050\n");
        long syncs = Files.readString(trace)
                .lines()
                .filter(line -> line.contains("sync("))
                .count();
        System.out.println("figure: syncs for 50 invoices | " + syncs + " | | 50 or more");
        assertThat(syncs).isGreaterThanOrEqualTo(50);
    }

    private static List<String> issuer(Path file, int customers) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Issuer.class.getName(),
                file.toString(),
                Integer.toString(customers));
    }

    /** Runs the issuer to its end under strace, and returns what it said. */
    private static String traced(Path file, int customers, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq"));
        command.addAll(options);
        command.addAll(issuer(file, customers));
        Process child;
        try {
            child = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "SKIPPED: strace is not installed, so no sync was traced: " + e.getMessage());
            throw e;
        }
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assumeTrue(
                !output.contains("ptrace"),
                "SKIPPED: this system does not permit tracing, so no sync was traced: " + output);
        assertThat(output).contains("ready");
        return output;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
