package io.shiyun.provider.ssh;

import io.shiyun.model.Command;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs commands on machines. Thread-safe. */
final class Runner {
    private static final int KEPT = 256 * 1024;

    private final Links links;

    Runner(Links links) {
        this.links = links;
    }

    Links links() {
        return links;
    }

    /** Runs the command; a program or folder that does not exist is INVALID. */
    int run(Machine machine, Command command, Pipes pipes, Call call) {
        Scripts.Script script = Scripts.of(command);
        InputStream in = script.head().isEmpty()
                ? pipes.in()
                : new SequenceInputStream(
                        new ByteArrayInputStream(script.head().getBytes(StandardCharsets.UTF_8)), pipes.in());
        try (Link link = links.to(machine, call)) {
            int exit = Exec.run(machine, link, script.line(), new Pipes(in, pipes.out(), pipes.err()), call);
            if (exit != 0) {
                explain(machine, link, command, exit, call);
            }
            return exit;
        }
    }

    private static void explain(Machine machine, Link link, Command command, int exit, Call call) {
        String folder = command.directory();
        if (!folder.isEmpty() && exit <= 2 && !holds(machine, link, "test -d " + quotedFolder(folder), call)) {
            throw Problems.invalid("there is no folder '" + folder + "' on " + machine);
        }
        if (exit == 127) {
            String inside = folder.isEmpty() ? "" : "cd " + quotedFolder(folder) + " && ";
            String question = inside + "command -v " + Words.quote(command.program());
            if (!holds(machine, link, question, call)) {
                throw Problems.invalid("there is no program '" + command.program() + "' on " + machine);
            }
        }
    }

    private static String quotedFolder(String folder) {
        return Words.quote(Scripts.folder(folder));
    }

    private static boolean holds(Machine machine, Link link, String question, Call call) {
        return Exec.run(machine, link, question, Pipes.none(), call) == 0;
    }

    /**
     * What a command said.
     *
     * @param exit its exit code
     * @param out the beginning of its output
     * @param err the beginning of its error output
     */
    record Said(int exit, String out, String err) {}

    /** Runs a line of ours, and keeps what it says, within bounds. */
    Said say(Machine machine, String line, Call call) {
        Bytes all = bytes(machine, line, call);
        return new Said(all.exit(), all.out(), all.err());
    }

    /**
     * What a command said, to the byte.
     *
     * @param exit its exit code
     * @param outBytes the beginning of its output
     * @param err the beginning of its error output
     */
    record Bytes(int exit, byte[] outBytes, String err) {
        String out() {
            return new String(outBytes, StandardCharsets.UTF_8);
        }

        /** Returns what follows the first such byte. */
        byte[] after(char mark) {
            int at = 0;
            while (at < outBytes.length && outBytes[at] != mark) {
                at++;
            }
            return Arrays.copyOfRange(outBytes, Math.min(outBytes.length, at + 1), outBytes.length);
        }
    }

    /** Runs a line of ours, and keeps what it says, within bounds. */
    Bytes bytes(Machine machine, String line, Call call) {
        Bounded out = new Bounded();
        Bounded err = new Bounded();
        try (Link link = links.to(machine, call)) {
            int exit = Exec.run(machine, link, line, Pipes.to(out, err), call);
            return new Bytes(exit, out.kept.toByteArray(), err.text().strip());
        }
    }

    /** Keeps the beginning and lets the rest go. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            if (kept.size() < KEPT) {
                kept.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, Math.max(0, Math.min(length, KEPT - kept.size())));
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
