package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shells;
import io.shiyun.tck.TckCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands, shells and files on a real OpenSSH server. */
class SshShellsTest {
    private static final HostId ONE = Testbed.host("one");

    @TempDir
    static Path folder;

    private static Testbed bed;
    private static Cloud cloud;
    private static Shells shells;

    @BeforeAll
    static void start() throws Exception {
        bed = Testbed.start(folder, 1);
        cloud = Testbed.open(bed.machines("one=127.0.0.1:" + bed.port("node-1")));
        shells = cloud.find(Shells.class).orElseThrow();
    }

    @AfterAll
    static void stop() throws Exception {
        if (bed != null) {
            cloud.close();
            bed.close();
        }
    }

    private record Ran(int exit, String out, String err) {}

    private static Ran run(Command command, InputStream in, Call call) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = shells.run(ONE, command, new Pipes(in, out, err), call);
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Ran run(String... words) {
        return run(Command.builder(List.of(words)).build(), InputStream.nullInputStream(), Testbed.call());
    }

    @Test
    void outputsAreKeptApartAndTheExitCodeComesBack() {
        Ran ran = run("sh", "-c", "echo out; echo err >&2; exit 42");
        assertThat(ran).isEqualTo(new Ran(42, "out\n", "err\n"));
    }

    @Test
    void aSignalIsTold() {
        assertThat(run("sh", "-c", "kill -KILL $$").exit()).isEqualTo(137);
        assertThat(run("sh", "-c", "kill -TERM $$").exit()).isEqualTo(143);
    }

    @Test
    void noArgumentIsExpandedWhateverItHolds() {
        Random random = new Random(7);
        String alphabet = "ab \t\n'\"\\$`!*?[]{}()<>|&;#~=%^-\u00e9\u62fe";
        List<String> words = new ArrayList<>(List.of("printf", "%s\\0"));
        for (int i = 0; i < 300; i++) {
            StringBuilder word = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                word.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            words.add(word.toString());
        }
        Ran ran = run(words.toArray(String[]::new));
        assertThat(List.of(ran.out().split("\0", -1)).subList(0, 300)).isEqualTo(words.subList(2, 302));
    }

    @Test
    void muchGoesInAndOutAtOnce() throws Exception {
        byte[] much = new byte[20 << 20];
        new Random(1).nextBytes(much);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pipes pipes = new Pipes(new ByteArrayInputStream(much), out, OutputStream.nullOutputStream());
        assertThat(shells.run(ONE, Command.of("cat"), pipes, Testbed.call())).isZero();
        assertThat(out.toByteArray()).isEqualTo(much);
    }

    @Test
    void bothOutputsAreReadAtOnce() {
        Ran ran = run("sh", "-c", "i=0; while [ $i -lt 3000 ]; do printf '%01000d' 1 >&2; i=$((i+1)); done; echo done");
        assertThat(ran.out()).isEqualTo("done\n");
        assertThat(ran.err()).hasSize(3_000_000);
    }

    @Test
    void variablesReachTheCommandAndItsInputIsWhole() {
        Command command = Command.builder(List.of("sh", "-c", "printf %s \"$WORD\"; cat"))
                .environment(Map.of("WORD", "it's\n\"two\" lines $HOME"))
                .build();
        Ran ran = run(command, new ByteArrayInputStream("+input".getBytes(StandardCharsets.UTF_8)), Testbed.call());
        assertThat(ran.out()).isEqualTo("it's\n\"two\" lines $HOME+input");
    }

    @Test
    void aCommandStartsInItsFolder() {
        Command there = Command.builder(List.of("pwd")).directory("/usr/bin").build();
        assertThat(run(there, InputStream.nullInputStream(), Testbed.call()).out())
                .isEqualTo("/usr/bin\n");
        Command nowhere =
                Command.builder(List.of("pwd")).directory("/no/such/folder").build();
        CloudException refusal = catchThrowableOfType(
                CloudException.class, () -> run(nowhere, InputStream.nullInputStream(), Testbed.call()));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal).hasMessageContaining("no folder '/no/such/folder'");
    }

    @Test
    void a127OfTheProgramItselfIsItsExitCode() {
        assertThat(run("sh", "-c", "exit 127").exit()).isEqualTo(127);
    }

    @Test
    void aCommandWhoseTimeIsOverIsKilledThere() throws Exception {
        Path mark = folder.resolve("late");
        CloudException late = catchThrowableOfType(
                CloudException.class,
                () -> run(
                        Command.of("sh", "-c", "echo $$ > " + mark + "; sleep 60; sleep 60"),
                        InputStream.nullInputStream(),
                        TckCall.of(Duration.ofSeconds(2))));
        assertThat(late.reason()).isEqualTo(Reason.TIMEOUT);
        gone(mark);
    }

    @Test
    void aCancelledCommandIsKilledThere() throws Exception {
        Path mark = folder.resolve("cancelled");
        TckCall call = TckCall.of(Duration.ofSeconds(60));
        CompletableFuture<CloudException> end = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                CloudException.class,
                () -> run(
                        Command.of("sh", "-c", "echo $$ > " + mark + "; sleep 60; sleep 60"),
                        InputStream.nullInputStream(),
                        call)));
        for (int i = 0; i < 500 && (!Files.exists(mark) || Files.size(mark) == 0); i++) {
            pause();
        }
        call.cancel();
        assertThat(end.get(10, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
        gone(mark);
    }

    private static void gone(Path mark) throws Exception {
        long pid = Long.parseLong(Files.readString(mark).strip());
        ProcessHandle.of(pid)
                .ifPresent(process ->
                        process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    private static void pause() throws Exception {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                .get();
    }

    @Test
    void aFileIsWrittenWithItsPermissionsAndFoldersOnTheWay() throws Exception {
        Path file = folder.resolve("deep/er/file");
        write(file.toString(), "secret", "rw-r-----");
        assertThat(Files.readString(file)).isEqualTo("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        write(file.toString(), "other", "rwx------");
        assertThat(Files.readString(file)).isEqualTo("other");
        List<FileInfo> listed = shells.list(ONE, file.getParent().toString(), Testbed.call());
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).permissions()).isEqualTo("rwx------");
        assertThat(listed.get(0).path()).isEqualTo(file.toString());
    }

    @Test
    void aSourceThatBreaksLeavesTheOldFileAndNothingElse() throws Exception {
        Path file = Files.createDirectory(folder.resolve("broken")).resolve("file");
        Files.writeString(file, "old");
        InputStream breaks = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the source broke");
                }
                return 'x';
            }
        };
        FileOrder order = FileOrder.builder(ONE, file.toString()).build();
        CloudException broken =
                catchThrowableOfType(CloudException.class, () -> shells.write(order, breaks, Testbed.call()));
        assertThat(broken).hasMessageContaining("the source broke");
        assertThat(file).hasContent("old");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFullDiskIsToldAndLeavesTheOldFile() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted;
        try {
            Testbed.run(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()));
            mounted = true;
        } catch (IOException refused) {
            mounted = false;
        }
        Assumptions.assumeTrue(mounted, "no disk of 1 MiB can be mounted here; run as root to test a full one");
        try {
            Path file = disk.resolve("file");
            write(file.toString(), "old", "rw-r--r--");
            FileOrder order = FileOrder.builder(ONE, file.toString()).build();
            CloudException full = catchThrowableOfType(
                    CloudException.class,
                    () -> shells.write(order, new ByteArrayInputStream(new byte[3 << 20]), Testbed.call()));
            assertThat(full.reason()).isEqualTo(Reason.QUOTA);
            assertThat(full.problem().code()).isEqualTo("DISK_FULL");
            assertThat(full).hasMessageContaining("is full").hasMessageContaining("Make room");
            assertThat(file).hasContent("old");
            try (var files = Files.list(disk)) {
                assertThat(files).containsExactly(file);
            }
        } finally {
            Testbed.run(List.of("umount", disk.toString()));
        }
    }

    @Test
    void aFolderInTheWayAndAFolderReadAreTold() throws Exception {
        Path inTheWay = Files.createDirectories(folder.resolve("way/in"));
        CloudException way = catchThrowableOfType(
                CloudException.class, () -> write(inTheWay.getParent().toString(), "x", "rw-------"));
        assertThat(way.reason()).isEqualTo(Reason.CONFLICT);
        CloudException read = catchThrowableOfType(
                CloudException.class,
                () -> shells.read(ONE, inTheWay.toString(), OutputStream.nullOutputStream(), Testbed.call()));
        assertThat(read.reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void removingAFolderFollowsNoLink() throws Exception {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path tree = Files.createDirectories(folder.resolve("tree/deep"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        shells.remove(ONE, tree.getParent().toString(), Testbed.call());
        assertThat(tree.getParent()).doesNotExist();
        assertThat(kept.resolve("file")).exists();
        for (String root : List.of("/", "", ".", "..", "//", "./")) {
            CloudException refusal =
                    catchThrowableOfType(CloudException.class, () -> shells.remove(ONE, root, Testbed.call()));
            assertThat(refusal.reason()).as(root).isEqualTo(Reason.INVALID);
        }
    }

    @Test
    void aLargeFileComesBackWhole() throws Exception {
        byte[] much = new byte[30 << 20];
        new Random(2).nextBytes(much);
        FileOrder order =
                FileOrder.builder(ONE, folder.resolve("large").toString()).build();
        shells.write(order, new ByteArrayInputStream(much), Testbed.call());
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        assertThat(shells.read(ONE, order.path(), back, Testbed.call())).isEqualTo(much.length);
        assertThat(back.toByteArray()).isEqualTo(much);
    }

    private static void write(String path, String text, String permissions) {
        FileOrder order = FileOrder.builder(ONE, path).permissions(permissions).build();
        shells.write(order, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Testbed.call());
    }
}
