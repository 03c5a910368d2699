package io.shiyun.spi;

import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What can be done inside a host: commands and files. Paths are those of the host, or of its sandbox where it is
 * one.
 */
public interface Shells extends CloudService {
    /**
     * Runs a command and waits for it; returns its exit code. INVALID when the program does not exist. The
     * command and what it started end when the call is over.
     */
    int run(HostId host, Command command, Pipes pipes, Call call);

    /**
     * Opens a shell session.
     */
    default Shell open(HostId host, Terminal terminal, Call call) {
        throw Unsupported.operation("Shells", "open");
    }

    /**
     * Lists a folder, by name. NOT_FOUND when there is none.
     */
    default List<FileInfo> list(HostId host, String path, Call call) {
        throw Unsupported.operation("Shells", "list");
    }

    /**
     * Copies a file to {@code to} and returns its length.
     */
    default long read(HostId host, String path, OutputStream to, Call call) {
        throw Unsupported.operation("Shells", "read");
    }

    /**
     * Replaces a file whole or not at all.
     */
    default void write(FileOrder file, InputStream content, Call call) {
        throw Unsupported.operation("Shells", "write");
    }

    /**
     * Deletes a file, or a folder with all in it; gone already is done.
     */
    default void remove(HostId host, String path, Call call) {
        throw Unsupported.operation("Shells", "remove");
    }
}
