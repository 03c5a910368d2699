package io.shiyun.watch;

import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.metrics.DetectorStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongUnaryOperator;

/**
 * A checkpoint of a bank of detectors in a file. It is written beside its place and moved there when all of it is on the
 * disk, so that a crash leaves the one before. One writer at a time.
 */
public final class DetectorFile {
    private DetectorFile() {}

    /**
     * Writes a bank in place of what the file holds.
     *
     * @throws IOException when it could not; the file is as it was
     */
    public static void save(DetectorBank bank, Path file) throws IOException {
        Path name = file.getFileName();
        if (name == null || Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name a file in it, such as detectors.bank");
        }
        Path beside = file.resolveSibling("." + name + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                OutputStream out = Channels.newOutputStream(channel);
                bank.save(out);
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    /**
     * Reads a bank.
     *
     * @param store where series are that the bank had no room for; {@link DetectorStore#NONE} when there is none
     * @param families of series; {@link DetectorBank#ALONE} when there are none
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when the file is cut short, damaged, of another kind or version, or holds more
     *     series than the limits allow; it names the file
     */
    public static DetectorBank restore(Path file, BankLimits limits, DetectorStore store, LongUnaryOperator families)
            throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            return DetectorBank.restore(in, limits, store, families);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
