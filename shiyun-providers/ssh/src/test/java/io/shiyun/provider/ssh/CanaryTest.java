package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Shells;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passwords log in, and no secret is ever shown. The server is that of the SSH library: OpenSSH asks the accounts of the system for
 * passwords, which a test does not change.
 */
class CanaryTest {
    private static final String PASSWORD = "canary-password-7f3a";
    private static final String WRONG = "canary-wrong-91bc";
    private static final String VARIABLE = "canary-variable-44de";

    @TempDir
    static Path folder;

    private static SshServer server;
    private static Path known;

    @BeforeAll
    static void start() throws Exception {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        SimpleGeneratorHostKeyProvider key = new SimpleGeneratorHostKeyProvider(folder.resolve("host_key"));
        key.setAlgorithm("EC");
        server.setKeyPairProvider(key);
        server.setPasswordAuthenticator((user, password, session) -> user.equals("me") && password.equals(PASSWORD));
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.start();
        String line =
                PublicKeyEntry.toString(key.loadKeys(null).iterator().next().getPublic());
        known = Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + server.getPort() + " " + line + "\n");
        assertThat(KeyUtils.getKeyType(key.loadKeys(null).iterator().next())).startsWith("ecdsa");
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop(true);
    }

    private static CloudConfig.Builder config(String password) {
        return CloudConfig.builder(Testbed.CLOUD)
                .folder(folder.resolve("state"))
                .set("machines", "one=me@127.0.0.1:" + server.getPort())
                .set("known-hosts", known.toString())
                .set("password", password);
    }

    private static String all(Throwable failed) {
        StringWriter text = new StringWriter();
        failed.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aPasswordLogsInAndAWrongOneIsRefusedInWords() {
        try (Cloud cloud = new SshProvider().connect(config(PASSWORD).build())) {
            int exit = cloud.find(Shells.class)
                    .orElseThrow()
                    .run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call());
            assertThat(exit).isZero();
        }
        try (Cloud cloud = new SshProvider().connect(config(WRONG).build())) {
            CloudException refusal = catchThrowableOfType(CloudException.class, () -> cloud.check(Testbed.call()));
            assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(refusal).hasMessageContaining("by the password");
        }
    }

    @Test
    void noSecretIsShownOrWrittenAnywhere() throws Exception {
        List<String> texts = new ArrayList<>();
        for (String password : List.of(PASSWORD, WRONG)) {
            CloudConfig config = config(password)
                    .set("key", Secret.of("canary-key-not-a-key"))
                    .build();
            texts.add(config.toString());
            texts.add(SshOptions.of(config).toString());
            try (Cloud cloud = new SshProvider().connect(config)) {
                texts.add(cloud + " " + cloud.services());
                texts.add(all(catchThrowableOfType(CloudException.class, () -> cloud.check(Testbed.call()))));
            }
            adoptAndRun(password, texts);
        }
        for (Path file : files(folder.resolve("state"))) {
            texts.add(Files.readString(file));
        }
        Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "target/ssh-test.log"));
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            assertThat(lines.filter(line -> line.contains("canary-")).toList()).isEmpty();
        }
        assertThat(Files.size(log)).isPositive();
        assertThat(texts).noneMatch(text -> text.contains("canary-"));
    }

    private static void adoptAndRun(String password, List<String> texts) {
        CloudConfig config = CloudConfig.builder(Testbed.CLOUD)
                .folder(folder.resolve("state"))
                .set("known-hosts", known.toString())
                .build();
        HostAddress address = HostAddress.builder(Testbed.REGION, "adopted", "127.0.0.1")
                .port(server.getPort())
                .user("me")
                .password(Secret.of(password))
                .build();
        Intent intent = new Intent("0123456789abcdef", Map.of("shiyun-intent", "1"));
        try (Cloud cloud = new SshProvider().connect(config)) {
            Hosts hosts = cloud.find(Hosts.class).orElseThrow();
            Progress<Host> adopted = hosts.adopt(address, intent, Testbed.call());
            texts.add(adopted.toString());
            Command command = Command.builder(List.of("/no/such/program"))
                    .environment(Map.of("WORD", VARIABLE))
                    .build();
            texts.add(all(catchThrowableOfType(
                    CloudException.class,
                    () -> cloud.find(Shells.class)
                            .orElseThrow()
                            .run(Testbed.host("adopted"), command, Pipes.none(), Testbed.call()))));
        } catch (CloudException refused) {
            assertThat(password).isEqualTo(WRONG);
            texts.add(all(refused));
        }
    }

    private static List<Path> files(Path in) throws Exception {
        try (Stream<Path> all = Files.walk(in)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
