package io.shiyun.watch;

import io.shiyun.file.WholeFile;
import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.metrics.DetectorStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * @throws IllegalArgumentException if the file is a folder
     * @throws IOException when it could not; the file is as it was
     */
    public static void save(DetectorBank bank, Path file) throws IOException {
        try {
            WholeFile.write(file, out -> {
                bank.save(out);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
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
