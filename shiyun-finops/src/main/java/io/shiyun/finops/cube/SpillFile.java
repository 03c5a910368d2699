package io.shiyun.finops.cube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows that memory has no room for, in a file that goes when it is closed. Room of rows that are no longer needed is not
 * used again. Written by one thread, read by several.
 */
final class SpillFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private long end;

    SpillFile(Path folder) {
        try {
            Files.createDirectories(folder);
            path = Files.createTempFile(folder, "cube-", ".rows");
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("No file for rows can be made in " + folder + ": " + e.getMessage(), e);
        }
    }

    long write(byte[] data) {
        long position = end;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(data);
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Rows cannot be written to " + path + ": " + e.getMessage(), e);
        }
        return position;
    }

    byte[] read(long position, int length) {
        byte[] data = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(data);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new IOException("it ends before the rows do");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Rows cannot be read from " + path + ": " + e.getMessage(), e);
        }
        return data;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + path + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
