package io.shiyun.process.apps;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Makes sure that a state folder has one owner. The system gives the lock back when its owner dies, however it dies. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder that is there.
     *
     * @throws CloudException CONFLICT when somebody else has it
     */
    public static FolderLock take(Path folder) {
        Path file = folder.resolve("owner.lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw CloudException.notSent(
                                Reason.CONFLICT,
                                "the state folder " + folder + " is in use by process " + holder
                                        + "; close that one, or give this cloud a folder of its own")
                        .build();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new FolderLock(channel);
        } catch (IOException failed) {
            throw CloudException.notSent(
                            Reason.UNAVAILABLE, "cannot lock the state folder " + folder + ": " + failed.getMessage())
                    .cause(failed)
                    .build();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException released) {
            org.slf4j.LoggerFactory.getLogger(FolderLock.class).debug("the lock was released already", released);
        }
    }
}
