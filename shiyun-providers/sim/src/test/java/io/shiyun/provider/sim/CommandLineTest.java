package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudId;
import io.shiyun.tck.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract from the command line, in a JVM of its own, with the simulated cloud as a plugin jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandLineTest {
    @TempDir
    private static Path folder;

    private Path plugins;

    private record Ran(int exit, List<String> out, List<String> err) {
        String last() {
            return out.get(out.size() - 1);
        }
    }

    @BeforeAll
    void jar() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        Path classes = home(SimProvider.class);
        try (OutputStream file = Files.newOutputStream(plugins.resolve("sim.jar"));
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(each).toString().replace(File.separatorChar, '/');
                jar.putNextEntry(new JarEntry(name));
                Files.copy(each, jar);
                jar.closeEntry();
            }
        }
    }

    private static Path home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Process start(String config, String... more) throws IOException, URISyntaxException {
        Path file = Files.writeString(Files.createTempFile(folder, "sim", ".properties"), config);
        String classPath = home(Main.class) + File.pathSeparator + home(CloudId.class);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName(),
                "--provider",
                "sim",
                "--plugins",
                plugins.toString(),
                "--config",
                file.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader reader = process.inputReader()) {
            return reader.lines().toList();
        }
    }

    private Ran run(String config, String... more) throws Exception {
        Process process = start(config, more);
        List<String> out = lines(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, Files.readAllLines(folder.resolve("errors")));
    }

    @Test
    void a_cloud_that_keeps_the_contract_passes() throws Exception {
        Ran ran = run("boot-time=1ms\npage-size=2\n", "--only", "cloud,hosts,objects");
        assertThat(ran.err).isEmpty();
        assertThat(ran.out).noneMatch(line -> line.startsWith("FAIL"));
        assertThat(ran.last()).matches("[0-9]+ passed, 0 failed, [0-9]+ absent");
        assertThat(ran.exit).isZero();
    }

    @Test
    void faults_fail_rules_and_the_run_and_leave_nothing_behind() throws Exception {
        Ran ran = run("boot-time=1ms\nlost-reply=0.2\nseed=7\n", "--only", "hosts");
        assertThat(ran.out).anyMatch(line -> line.startsWith("FAIL hosts."));
        assertThat(ran.out).contains("PASS cloud.what-the-contract-made-is-taken-away-again");
        assertThat(ran.exit).isEqualTo(1);
    }

    @Test
    void a_setting_that_cannot_be_right_is_named() throws Exception {
        Ran ran = run("boot-time=soon\n", "--only", "hosts");
        assertThat(ran.err.get(0)).contains("'boot-time'", "SIM_BOOT_TIME", "soon");
        assertThat(ran.out).isEmpty();
        assertThat(ran.exit).isEqualTo(2);
    }

    @Test
    void a_run_that_is_ended_takes_away_what_it_made() throws Exception {
        Process process = start("boot-time=300ms\n", "--only", "hosts");
        try (BufferedReader reader = process.inputReader()) {
            assertThat(reader.readLine()).startsWith("PASS hosts.");
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readAllLines(folder.resolve("errors")))
                .contains("PASS cloud.what-the-contract-made-is-taken-away-again");
        assertThat(process.exitValue()).isNotZero();
    }
}
