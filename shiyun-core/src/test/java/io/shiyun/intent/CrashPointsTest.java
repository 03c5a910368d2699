package io.shiyun.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrashPointsTest {
    /** Reaches a point three times, and ends with 0 if it gets there. */
    static final class Main {
        public static void main(String[] args) {
            for (int i = 0; i < 3; i++) {
                CrashPoints.reach(CrashPoints.DONE);
            }
        }
    }

    private static int exitCode(String crashAt) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dshiyun.crash.at=" + crashAt,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .inheritIO()
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void aProcessEndsAtThePointItWasToldToAndAtNoOther() throws Exception {
        assertThat(exitCode("intent.done")).isEqualTo(137);
        assertThat(exitCode("intent.done:3")).isEqualTo(137);
        assertThat(exitCode("intent.done:4")).isZero();
        assertThat(exitCode("intent.failed")).isZero();
    }
}
