package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path outside;

    @BeforeEach
    void makeFolders() throws Exception {
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        sandbox = Sandbox.at(folder.resolve("inside"));
        Files.createSymbolicLink(sandbox.root().resolve("way-out"), outside);
        Files.createSymbolicLink(sandbox.root().resolve("file-out"), outside.resolve("secret"));
        Files.createSymbolicLink(sandbox.root().resolve("dangling"), outside.resolve("nothing"));
        Files.createDirectories(sandbox.root().resolve("a"));
        Files.createSymbolicLink(
                sandbox.root().resolve("within"), sandbox.root().resolve("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/secret",
                "a/../../outside/secret",
                "a/..",
                "..",
                "/etc/passwd",
                "way-out/secret",
                "way-out/new/file",
                "within/../../outside/secret",
                "dangling/x",
                "a\0b"
            })
    void noPathLeadsOut(String path) {
        assertThatThrownBy(() -> sandbox.resolve(path))
                .isInstanceOfSatisfying(
                        ProcessException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(ProcessException.Kind.PATH_REFUSED));
        assertThatThrownBy(() -> sandbox.write(path, new byte[0], "rw-r--r--")).isInstanceOf(ProcessException.class);
        assertThat(outside).isDirectoryNotContaining(file -> !file.endsWith("secret"));
    }

    @Test
    void aLinkToAFileOutsideIsNotReadAndIsReplacedNotFollowed() {
        assertThatThrownBy(() -> sandbox.read("file-out", 100)).hasMessageContaining("symbolic link");
        sandbox.write("file-out", "mine".getBytes(StandardCharsets.UTF_8), "rw-------");
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(sandbox.read("file-out", 100))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("mine");
    }

    @Test
    void linksInsideAreFollowed() {
        sandbox.write("within/deep/er/file", new byte[] {1, 2, 3}, "rw-r--r--");
        assertThat(sandbox.root().resolve("a/deep/er/file")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(sandbox.resolve(sandbox.root().resolve("a/x").toString()))
                .isEqualTo(sandbox.root().resolve("a/x"));
    }

    @Test
    void aSecretIsReadableByItsOwnerAlone() throws Exception {
        sandbox.write("secret", new byte[] {1}, "rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void readingIsBoundedAndMissingFilesAreNamed() {
        sandbox.write("big", new byte[101], "rw-r--r--");
        assertThat(sandbox.read("big", 101)).hasSize(101);
        assertThatThrownBy(() -> sandbox.read("big", 100))
                .isInstanceOfSatisfying(
                        ProcessException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(ProcessException.Kind.TOO_LARGE));
        assertThatThrownBy(() -> sandbox.read("gone", 100))
                .isInstanceOfSatisfying(
                        ProcessException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(ProcessException.Kind.NOT_FOUND));
        assertThatThrownBy(() -> sandbox.write("a", new byte[0], "rw-r--r--")).hasMessageContaining("folder");
    }

    @Test
    void aFailedWriteKeepsTheOldContentAndLeavesNothing() {
        sandbox.write("file", new byte[] {1}, "rw-r--r--");
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(new byte[10_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        });
        assertThatThrownBy(() -> sandbox.write("file", failing, "rw-r--r--")).hasMessageContaining("cut");
        assertThat(sandbox.read("file", 10)).containsExactly(1);
        assertThat(sandbox.root())
                .isDirectoryNotContaining(
                        file -> String.valueOf(file.getFileName()).startsWith(AtomicFiles.TEMPORARY_PREFIX));
        assertThat(sandbox.list("")).contains("file", "a/");
    }
}
