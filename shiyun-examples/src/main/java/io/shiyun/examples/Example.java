package io.shiyun.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs an example in a folder of its own, which is removed afterwards, and says how it ended. */
final class Example {
    private Example() {}

    /** What an example does. */
    interface Body {
        /** Does all of it; the folder is there and empty. */
        void play(Screen screen, Path folder) throws Exception;
    }

    /** Runs it; ends with the line {@code NAME: OK}, or with exit code 1 and the reason. */
    static void run(String name, Body body) throws IOException {
        Screen screen = Screen.standard();
        Path folder = Files.createTempDirectory("shiyun-" + name);
        try {
            body.play(screen, folder);
        } catch (Exception e) {
            System.err.println(name + ": FAILED: " + e.getMessage());
            if (!(e instanceof Expect.Failed)) {
                e.printStackTrace();
            }
            System.exit(1);
        } finally {
            remove(folder);
        }
        screen.end(name);
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
