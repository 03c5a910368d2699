package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shells;
import io.shiyun.tck.TckCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to log in to real OpenSSH servers, and what is said when they fail. */
class SshLoginTest {
    @TempDir
    static Path folder;

    private static Testbed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = Testbed.start(folder, 3);
    }

    @AfterAll
    static void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    private static String one(String machine) throws Exception {
        return "one=127.0.0.1:" + bed.port(machine);
    }

    private static void works(CloudConfig config) {
        try (Cloud cloud = Testbed.open(config)) {
            int exit = cloud.find(Shells.class)
                    .orElseThrow()
                    .run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call());
            assertThat(exit).isZero();
        }
    }

    private static CloudException fails(CloudConfig config) {
        try (Cloud cloud = Testbed.open(config)) {
            CloudException refusal =
                    catchThrowableOfType(CloudException.class, () -> cloud.check(TckCall.of(Duration.ofSeconds(20))));
            assertThat(refusal).isNotNull();
            return refusal;
        }
    }

    @Test
    void aKeyFileLogsIn() throws Exception {
        works(bed.machines(one("node-1")));
    }

    @Test
    void aKeyAsTextLogsIn() throws Exception {
        String key = Files.readString(bed.dir().resolve("login_key"));
        works(bed.machines(one("node-1"), "key-file", "", "key", key));
    }

    @Test
    void anEncryptedKeyLogsInWithItsPassphraseAlone() throws Exception {
        for (String kind : List.of("ed25519", "ecdsa", "rsa")) {
            Path key = bed.dir().resolve("encrypted_" + kind);
            Testbed.run(List.of("ssh-keygen", "-q", "-t", kind, "-N", "open sesame", "-f", key.toString()));
            Files.writeString(
                    bed.dir().resolve("authorized_keys"),
                    Files.readString(Path.of(key + ".pub")),
                    StandardOpenOption.APPEND);
            String file = key.toString();
            works(bed.machines(one("node-1"), "key-file", file, "key-passphrase", "open sesame"));
            CloudException wrong =
                    fails(bed.machines(one("node-1"), "key-file", file, "key-passphrase", "canary-wrong"));
            assertThat(wrong.reason()).isEqualTo(Reason.INVALID);
            assertThat(wrong).hasMessageContaining("'key-passphrase' is wrong").hasMessageNotContaining("canary");
            CloudException none = fails(bed.machines(one("node-1"), "key-file", file));
            assertThat(none).hasMessageContaining("set 'key-passphrase'");
        }
    }

    @Test
    void aRealAgentLogsIn() throws Exception {
        Path socket = folder.resolve("agent.sock");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            for (int i = 0; i < 200 && !Files.exists(socket); i++) {
                agent.waitFor(20, TimeUnit.MILLISECONDS);
            }
            ProcessBuilder add = new ProcessBuilder(
                    "ssh-add", "-q", bed.dir().resolve("login_key").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            works(bed.machines(one("node-1"), "key-file", "", "agent-socket", socket.toString()));
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        CloudException gone = fails(bed.machines(one("node-1"), "key-file", "", "agent-socket", socket.toString()));
        assertThat(gone.reason()).isIn(Reason.UNAUTHENTICATED, Reason.UNAVAILABLE);
    }

    @Test
    void aKeyThatIsNotAuthorizedIsRefusedInWords() throws Exception {
        Path key = bed.dir().resolve("stranger");
        Testbed.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
        CloudException refusal = fails(bed.machines(one("node-1"), "key-file", key.toString()));
        assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(refusal.certainty()).isEqualTo(Certainty.REJECTED);
        assertThat(refusal).hasMessageContaining("authorized_keys").hasMessageContaining("one (127.0.0.1:");
    }

    @Test
    void withoutAnyLoginNothingIsSent() throws Exception {
        CloudException refusal = fails(bed.machines(one("node-1"), "key-file", ""));
        assertThat(refusal.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(refusal).hasMessageContaining("'key-file'").hasMessageContaining("'password'");
    }

    @Test
    void anUnknownHostKeyIsRefusedWithItsFingerprint() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty_hosts"), "# nothing\n");
        CloudException refusal = fails(bed.machines(one("node-1"), "known-hosts", empty.toString()));
        assertThat(refusal.reason()).isEqualTo(Reason.DENIED);
        assertThat(refusal.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(refusal.problem().code()).isEqualTo("HOST_KEY_UNKNOWN");
        assertThat(refusal).hasMessageContaining(bed.fingerprint("node-1")).hasMessageContaining("ssh-keyscan -p");
        assertThat(Files.readString(empty)).isEqualTo("# nothing\n");
        String nowhere = folder.resolve("no_such_file").toString();
        assertThat(fails(bed.machines(one("node-1"), "known-hosts", nowhere))
                        .problem()
                        .code())
                .isEqualTo("HOST_KEY_UNKNOWN");
    }

    @Test
    void hashedNamesAreUnderstood() throws Exception {
        Path hashed = Files.copy(bed.dir().resolve("known_hosts"), folder.resolve("hashed_hosts"));
        Testbed.run(List.of("ssh-keygen", "-q", "-H", "-f", hashed.toString()));
        assertThat(Files.readString(hashed)).contains("|1|").doesNotContain("127.0.0.1");
        works(bed.machines(one("node-1"), "known-hosts", hashed.toString()));
    }

    @Test
    void aChangedHostKeyIsRefused() throws Exception {
        String before = bed.fingerprint("node-2");
        works(bed.machines(one("node-2")));
        bed.changeHostKey("node-2");
        CloudException refusal = fails(bed.machines(one("node-2")));
        assertThat(refusal.problem().code()).isEqualTo("HOST_KEY_CHANGED");
        assertThat(refusal)
                .hasMessageContaining(before)
                .hasMessageContaining(bed.fingerprint("node-2"))
                .hasMessageContaining("ssh-keygen -R");
    }

    @Test
    void aRevokedHostKeyIsRefused() throws Exception {
        Path revoked = folder.resolve("revoked_hosts");
        String known = Files.readString(bed.dir().resolve("known_hosts"));
        Files.writeString(revoked, known + known.replaceAll("(?m)^", "@revoked "));
        assertThat(fails(bed.machines(one("node-1"), "known-hosts", revoked.toString()))
                        .problem()
                        .code())
                .isEqualTo("HOST_KEY_REVOKED");
    }

    @Test
    void aMachineIsReachedThroughOthers() throws Exception {
        long control = bed.logins("control");
        long middle = bed.logins("node-1");
        works(bed.machines(
                "bastion=127.0.0.1:" + bed.port("control") + ", one=127.0.0.1:" + bed.port("node-3"),
                "jump",
                "127.0.0.1:" + bed.port("control") + ",127.0.0.1:" + bed.port("node-1")));
        assertThat(bed.logins("control")).isEqualTo(control + 1);
        assertThat(bed.logins("node-1")).isEqualTo(middle + 1);
    }

    @Test
    void theUsualWayLeadsToItsOwnMachinesToo() throws Exception {
        String bastion = "bastion=127.0.0.1:" + bed.port("control") + ", inner=127.0.0.1:" + bed.port("node-1");
        CloudConfig config = bed.machines(bastion + ", " + one("node-3"), "jump", "bastion,inner");
        works(config);
        try (Cloud cloud = Testbed.open(config)) {
            Shells shells = cloud.find(Shells.class).orElseThrow();
            for (String name : List.of("bastion", "inner")) {
                assertThat(shells.run(Testbed.host(name), Command.of("true"), Pipes.none(), Testbed.call()))
                        .isZero();
            }
        }
    }

    @Test
    void aCircleOfJumpsIsTold() throws Exception {
        Path file = Files.writeString(
                folder.resolve("circle.csv"), "name,address,jump\na,127.0.0.1,b\nb,127.0.0.1,c\nc,127.0.0.1,a\n");
        CloudException refusal = fails(bed.config("hosts-file", file.toString()));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal).hasMessageContaining("in a circle");
    }

    @Test
    void theHostKeyIsCheckedBehindAJumpToo() throws Exception {
        Path half = folder.resolve("half_hosts");
        String port = "[127.0.0.1]:" + bed.port("control") + " ";
        Files.write(
                half,
                Files.readAllLines(bed.dir().resolve("known_hosts")).stream()
                        .filter(line -> line.startsWith(port))
                        .toList());
        CloudException refusal = fails(bed.machines(
                one("node-3"), "known-hosts", half.toString(), "jump", "127.0.0.1:" + bed.port("control")));
        assertThat(refusal.problem().code()).isEqualTo("HOST_KEY_UNKNOWN");
        assertThat(refusal).hasMessageContaining("one (127.0.0.1:" + bed.port("node-3") + ")");
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        long before = bed.logins("node-3");
        try (Cloud cloud = Testbed.open(bed.machines(one("node-3")))) {
            Shells shells = cloud.find(Shells.class).orElseThrow();
            for (int i = 0; i < 20; i++) {
                shells.run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call());
            }
        }
        assertThat(bed.logins("node-3")).isEqualTo(before + 1);
    }

    @Test
    void connectionsAreBoundedAndMoreUsersWaitTheirTurn() throws Exception {
        long before = bed.logins("node-3");
        try (Cloud cloud = Testbed.open(bed.machines(one("node-3"), "connections", "2"))) {
            Shells shells = cloud.find(Shells.class).orElseThrow();
            List<CompletableFuture<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                runs.add(CompletableFuture.supplyAsync(
                        () -> shells.run(Testbed.host("one"), Command.of("sleep", "0.3"), Pipes.none(), Testbed.call()),
                        Testbed.THREADS));
            }
            assertThat(runs)
                    .allSatisfy(run -> assertThat(run.get(60, TimeUnit.SECONDS)).isZero());
        }
        assertThat(bed.logins("node-3")).isEqualTo(before + 2);
    }

    @Test
    void anUnusedConnectionIsClosed() throws Exception {
        long before = bed.logins("node-3");
        try (Cloud cloud = Testbed.open(bed.machines(one("node-3"), "idle", "PT0.1S"))) {
            Shells shells = cloud.find(Shells.class).orElseThrow();
            for (int i = 0; i < 2; i++) {
                shells.run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call());
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                        .get();
            }
        }
        assertThat(bed.logins("node-3")).isEqualTo(before + 2);
    }

    @Test
    void aServerThatHangsCostsNoMoreThanTheTimeOfTheCall() throws Exception {
        String pid =
                Files.readString(bed.dir().resolve("node-2").resolve("pid")).strip();
        Testbed.run(List.of("kill", "-STOP", pid));
        try (Cloud cloud = Testbed.open(bed.machines(one("node-2"), "known-hosts", "/dev/null"))) {
            long begun = System.nanoTime();
            CloudException late =
                    catchThrowableOfType(CloudException.class, () -> cloud.check(TckCall.of(Duration.ofSeconds(2))));
            assertThat(late.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(late.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
        } finally {
            Testbed.run(List.of("kill", "-CONT", pid));
        }
    }

    @Test
    void aConnectionThatWasLostIsOpenedAnew() throws Exception {
        try (Cloud cloud = Testbed.open(bed.machines(one("node-3")))) {
            Shells shells = cloud.find(Shells.class).orElseThrow();
            shells.run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call());
            bed.stop("node-3");
            CloudException down = catchThrowableOfType(
                    CloudException.class,
                    () -> shells.run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call()));
            assertThat(down.reason()).isEqualTo(Reason.UNAVAILABLE);
            bed.start("node-3");
            assertThat(shells.run(Testbed.host("one"), Command.of("true"), Pipes.none(), Testbed.call()))
                    .isZero();
        }
    }

    @Test
    void aMachineThatDoesNotAnswerSpoilsNoListOfOthers() throws Exception {
        CloudConfig config = bed.machines(
                "gone=127.0.0.1:1, one=127.0.0.1:" + bed.port("node-1") + ", silent=192.0.2.1:22",
                "connect-timeout",
                "PT2S");
        try (Cloud cloud = Testbed.open(config)) {
            List<Host> hosts = cloud.find(Hosts.class)
                    .orElseThrow()
                    .list(HostQuery.all(Testbed.REGION), Cursor.START, TckCall.of(Duration.ofSeconds(10)))
                    .items();
            assertThat(hosts).extracting(Host::name).containsExactly("gone", "one", "silent");
            assertThat(hosts)
                    .extracting(Host::state)
                    .containsExactly(HostState.UNKNOWN, HostState.RUNNING, HostState.UNKNOWN);
            assertThat(hosts.get(0).problem().orElseThrow().message()).contains("gone (127.0.0.1:1) cannot be reached");
        }
    }
}
