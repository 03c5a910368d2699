package io.shiyun.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking wrongly: each time exit code 2, and words that say what to do. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void config() throws IOException {
        config = Files.writeString(folder.resolve("lab.properties"), "user=me\ntck.shape=small\n");
    }

    private String refused(String... args) {
        PrintStream toOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream toErr = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertThat(new Main(toOut, toErr).run(args)).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: ");
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothing_is_asked() {
        assertThat(refused()).contains("--provider is missing");
    }

    @Test
    void an_option_is_misspelt() {
        assertThat(refused("--provdier", "sim")).contains("'--provdier' is not an option");
    }

    @Test
    void an_option_has_no_value() {
        assertThat(refused("--provider")).contains("--provider needs a value");
    }

    @Test
    void a_section_is_not_there() {
        assertThat(refused("--provider", "sim", "--config", config.toString(), "--only", "hats"))
                .contains("there is no section 'hats'");
    }

    @Test
    void the_provider_is_not_there() {
        assertThat(refused("--provider", "nowhere", "--config", config.toString()))
                .contains("there is no provider 'nowhere'; found were [");
    }

    @Test
    void the_plugin_folder_is_not_there_or_empty() {
        String missing = folder.resolve("plugins").toString();
        assertThat(refused("--provider", "sim", "--config", config.toString(), "--plugins", missing))
                .contains("does not exist");
        err.reset();
        assertThat(refused("--provider", "sim", "--config", config.toString(), "--plugins", folder.toString()))
                .contains("holds no jar");
    }

    /** A provider that only has settings. */
    private static final class Locked implements CloudProvider {
        @Override
        public String id() {
            return "locked";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.builder().build();
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.required("user", "LOCKED_USER", "who asks"),
                    Setting.required("key", "LOCKED_KEY", "what opens it").asSecret());
        }

        @Override
        public Cloud connect(CloudConfig config) {
            throw new IllegalStateException("not opened by this test");
        }
    }

    @Test
    void a_missing_setting_is_named_with_its_environment_variable() {
        assertThatThrownBy(() -> new CommandHarness(new Locked(), config, Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'key'")
                .hasMessageContaining("LOCKED_KEY");
    }

    @Test
    void a_setting_is_taken_from_its_environment_variable() throws IOException {
        try (CommandHarness harness = new CommandHarness(new Locked(), config, Map.of("LOCKED_KEY", "sesame"))) {
            assertThat(harness.config().get("key")).contains("sesame");
            assertThat(harness.config().get("user")).contains("me");
            assertThat(harness.option("shape")).contains("small");
            assertThat(harness.config().toString()).doesNotContain("sesame");
        }
    }

    @Test
    void a_misspelt_setting_is_named_with_those_there_are() throws IOException {
        Files.writeString(config, "usr=me\n");
        assertThatThrownBy(() -> new CommandHarness(new Locked(), config, Map.of("LOCKED_KEY", "sesame")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("[usr]")
                .hasMessageContaining("[key, user]");
    }

    @Test
    void a_config_file_that_is_not_there_is_named() {
        Path none = folder.resolve("none.properties");
        assertThatThrownBy(() -> new CommandHarness(new Locked(), none, Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("none.properties")
                .hasMessageContaining("does not exist");
    }

    @Test
    void the_folder_of_a_run_is_gone_afterwards() throws IOException {
        CommandHarness harness = new CommandHarness(new Locked(), config, Map.of("LOCKED_KEY", "sesame"));
        Path own = harness.config().folder();
        Files.writeString(own.resolve("state"), "x");
        harness.close();
        assertThat(own).doesNotExist();
    }
}
