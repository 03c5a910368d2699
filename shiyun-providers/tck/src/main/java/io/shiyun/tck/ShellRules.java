package io.shiyun.tck;

import static io.shiyun.spi.Operation.SHELLS_LIST;
import static io.shiyun.spi.Operation.SHELLS_OPEN;
import static io.shiyun.spi.Operation.SHELLS_READ;
import static io.shiyun.spi.Operation.SHELLS_REMOVE;
import static io.shiyun.spi.Operation.SHELLS_RUN;
import static io.shiyun.spi.Operation.SHELLS_WRITE;

import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shell;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Commands and files inside a host. */
final class ShellRules {
    private ShellRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("a command's output and exit code come back", ShellRules::output, SHELLS_RUN),
                rule("a failing command's exit code is not an exception", ShellRules::exitCode, SHELLS_RUN),
                rule("a command reads what it is given", ShellRules::input, SHELLS_RUN),
                rule("nothing in an argument is expanded or split", ShellRules::literal, SHELLS_RUN),
                rule("a command sees its variables", ShellRules::environment, SHELLS_RUN),
                rule("a program that does not exist is invalid", ShellRules::noProgram, SHELLS_RUN),
                rule("a command ends when its call is cancelled", ShellRules::cancel, SHELLS_RUN),
                rule("a shell shows what typed commands say and ends when told", ShellRules::session, SHELLS_OPEN),
                rule("what was written is read back", ShellRules::file, SHELLS_WRITE, SHELLS_READ),
                rule("a file is replaced whole or not at all", ShellRules::atomic, SHELLS_WRITE, SHELLS_READ),
                rule("a folder lists its files by name", ShellRules::list, SHELLS_WRITE, SHELLS_LIST),
                rule("a file that is not there is not found", ShellRules::noFile, SHELLS_READ, SHELLS_LIST),
                rule(
                        "a removed file is gone and removing it again is done",
                        ShellRules::remove,
                        SHELLS_WRITE,
                        SHELLS_READ,
                        SHELLS_REMOVE),
                rule("no path leaves the host", ShellRules::escape, SHELLS_WRITE, SHELLS_READ));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... needs) {
        return new Rule("shells", sentence, List.of(needs), body);
    }

    private static Shells shells(Bench bench) {
        return bench.service(Shells.class);
    }

    private static String program(Bench bench, String name) {
        return bench.harness().option("shell." + name).orElse(name);
    }

    private record Ran(int exit, String out, String err) {}

    private static Ran run(Bench bench, Command command, String input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exit = shells(bench).run(bench.fixtures().host(), command, new Pipes(in, out, err), bench.call());
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void output(Bench bench) {
        Ran ran = run(bench, Command.of(program(bench, "echo"), "hello", "world"), "");
        Expect.same(0, ran.exit, "the exit code");
        Expect.same("hello world", ran.out.strip(), "the output");
        Expect.same("", ran.err.strip(), "the error output");
    }

    private static void exitCode(Bench bench) {
        Ran ran = run(bench, Command.of(program(bench, "false")), "");
        Expect.same(1, ran.exit, "the exit code");
    }

    private static void input(Bench bench) {
        String text = "line\n".repeat(20_000);
        Ran ran = run(bench, Command.of(program(bench, "cat")), text);
        Expect.same(0, ran.exit, "the exit code");
        Expect.same(text.length(), ran.out.length(), "the characters that came back");
        Expect.that(ran.out.equals(text), "what came back is not what went in");
    }

    private static void literal(Bench bench) {
        String odd = "$HOME `id` * ; \"quoted\" 'too'  two  spaces";
        Ran ran = run(bench, Command.of(program(bench, "echo"), odd), "");
        Expect.same(odd, ran.out.strip(), "the output");
    }

    private static void environment(Bench bench) {
        Command command = Command.builder(List.of(program(bench, "env")))
                .environment(Map.of("TCK_WORD", "a b"))
                .build();
        Ran ran = run(bench, command, "");
        Expect.that(ran.out.lines().anyMatch("TCK_WORD=a b"::equals), "the variable is not in %s", ran.out);
    }

    private static void noProgram(Bench bench) {
        Expect.refused(
                "a program that does not exist",
                () -> run(bench, Command.of("tck-no-such-program"), ""),
                Reason.INVALID);
    }

    private static void cancel(Bench bench) throws Exception {
        HostId host = bench.fixtures().host();
        TckCall call = bench.call(Duration.ofSeconds(50));
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                answer.complete(shells(bench).run(host, Command.of(program(bench, "sleep"), "45"), Pipes.none(), call));
            } catch (RuntimeException e) {
                answer.complete(e);
            }
        });
        thread.start();
        begun.await();
        bench.pause(Duration.ofMillis(200));
        call.cancel();
        Object end = answer.get(10, TimeUnit.SECONDS);
        Expect.that(end instanceof CloudException, "a cancelled command answered %s", end);
        if (end instanceof CloudException refusal) {
            Expect.same(Reason.CANCELLED, refusal.reason(), "the reason");
        }
    }

    private static void session(Bench bench) throws IOException {
        StringBuilder shown = new StringBuilder();
        Terminal terminal = new Terminal(80, 24, "dumb");
        try (Shell shell = bench.service(Shells.class).open(bench.fixtures().host(), terminal, bench.call())) {
            shell.resize(new Terminal(120, 40, "dumb"));
            shell.input().write((program(bench, "echo") + " tck-shell\nexit 3\n").getBytes(StandardCharsets.UTF_8));
            shell.input().flush();
            Expect.same(3, shell.waitFor(bench.call()), "the exit code of the shell");
            shown.append(new String(shell.output().readAllBytes(), StandardCharsets.UTF_8));
        }
        Expect.that(shown.indexOf("tck-shell") >= 0, "the shell showed '%s'", shown);
    }

    private static FileOrder file(Bench bench, String path) {
        return FileOrder.builder(bench.fixtures().host(), path).build();
    }

    private static void write(Bench bench, String path, String text) {
        shells(bench)
                .write(
                        file(bench, path),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        bench.call());
        String top = path.replaceFirst("/.*", "");
        if (top.startsWith("tck-") && bench.fixtures().has(SHELLS_REMOVE)) {
            HostId host = bench.fixtures().host();
            bench.later("file " + top, () -> {
                shells(bench).remove(host, top, bench.call());
                return true;
            });
        }
    }

    private static String read(Bench bench, String path) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        long length = shells(bench).read(bench.fixtures().host(), path, to, bench.call());
        Expect.same((long) to.size(), length, "the length");
        return to.toString(StandardCharsets.UTF_8);
    }

    private static void file(Bench bench) {
        String path = bench.name("dir") + "/sub/file.txt";
        write(bench, path, "first \u00e9\n");
        Expect.same("first \u00e9\n", read(bench, path), "the file");
        write(bench, path, "second");
        Expect.same("second", read(bench, path), "the file written again");
    }

    private static void atomic(Bench bench) {
        String path = bench.name("whole");
        write(bench, path, "whole");
        InputStream breaking = new InputStream() {
            private int left = 10_000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("the source broke");
                }
                left--;
                return 'x';
            }
        };
        try {
            shells(bench).write(file(bench, path), breaking, bench.call());
            throw new AssertionError("a write whose source broke succeeded");
        } catch (RuntimeException expected) {
            Expect.same("whole", read(bench, path), "the file after a write that broke (" + expected + ")");
        }
    }

    private static void list(Bench bench) {
        String dir = bench.name("list");
        write(bench, dir + "/b", "2");
        write(bench, dir + "/a", "1");
        write(bench, dir + "/c/d", "3");
        List<FileInfo> files = shells(bench).list(bench.fixtures().host(), dir, bench.call());
        List<String> names = files.stream()
                .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
                .toList();
        Expect.same(List.of("a", "b", "c"), names, "the names");
        Expect.that(files.get(2).directory() && !files.get(0).directory(), "folders and files are mixed up: %s", files);
        Expect.same(1L, files.get(0).size().count(), "the size of a file of one byte");
    }

    private static void noFile(Bench bench) {
        String path = bench.name("none");
        Expect.refused("reading a file that is not there", () -> read(bench, path), Reason.NOT_FOUND);
        Expect.refused(
                "listing a folder that is not there",
                () -> shells(bench).list(bench.fixtures().host(), path, bench.call()),
                Reason.NOT_FOUND);
    }

    private static void remove(Bench bench) {
        String dir = bench.name("remove");
        write(bench, dir + "/file", "x");
        for (int i = 0; i < 2; i++) {
            shells(bench).remove(bench.fixtures().host(), dir, bench.call());
        }
        Expect.refused("reading a removed file", () -> read(bench, dir + "/file"), Reason.NOT_FOUND);
    }

    private static void escape(Bench bench) {
        if (bench.harness().option("shell.sandbox").filter("false"::equals).isPresent()) {
            throw new Absent("hosts are whole machines, whose every path is their own (tck.shell.sandbox=false)");
        }
        for (String path : List.of("../../../../../../tck-escape", "a/../../../tck-escape")) {
            Expect.refused(
                    "writing " + path,
                    () -> {
                        write(bench, path, "out");
                        return path;
                    },
                    Reason.INVALID,
                    Reason.DENIED);
            Expect.refused("reading " + path, () -> read(bench, path), Reason.INVALID, Reason.DENIED);
        }
    }
}
