package io.shiyun.offer;

import io.shiyun.file.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads price files: CSV with a header, plain or gzip. The columns are {@code provider}, {@code region},
 * {@code instance_type}, {@code price_per_hour} (or {@code price} and {@code per}) and {@code currency}; and, where they are
 * known, {@code layer}, {@code zone}, {@code vcpu}, {@code memory_gib}, {@code disk_gib}, {@code arch}, {@code gpu_model},
 * {@code gpu_count}, {@code os}, {@code purchase_option}, {@code term_months}, {@code stock}, {@code restriction},
 * {@code as_of}, {@code source}, {@code spec_source} and any {@code x_...}. The page {@code docs/offers.md} says what may stand
 * in each.
 *
 * <p>A file is taken as a whole or not at all. Immutable and safe for use by several threads.
 */
public final class PriceFile {
    /** How many bytes a file may unpack to when nothing else is said: 1 GiB. */
    public static final long MOST_BYTES = 1L << 30;
    /** How many bytes one packed byte may become; honest lists of prices stay under 50. */
    private static final int MOST_RATIO = 200;
    /** Below this nothing is a bomb. */
    private static final long HARMLESS = 1L << 24;

    private static final PriceFile STANDARD = new PriceFile(MOST_BYTES, Map.of());

    private final long mostBytes;
    private final Map<String, String> names;

    private PriceFile(long mostBytes, Map<String, String> names) {
        this.mostBytes = mostBytes;
        this.names = names;
    }

    /** Returns the reader with its standard limits. */
    public static PriceFile reader() {
        return STANDARD;
    }

    /** Returns a reader that refuses files of more than this many bytes, unpacked. */
    public PriceFile atMost(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("At most " + bytes + " bytes: nothing could be read");
        }
        return new PriceFile(bytes, names);
    }

    /** Returns a reader that puts the name of a connected cloud where the file has this provider. */
    public PriceFile rename(String provider, String cloud) {
        Map<String, String> more = new HashMap<>(names);
        more.put(provider, cloud);
        return new PriceFile(mostBytes, Map.copyOf(more));
    }

    /**
     * Reads a file.
     *
     * @throws PriceFileException when anything in it is wrong: it lists what and where
     * @throws UncheckedIOException when the file cannot be opened or read
     */
    public PriceList read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.getFileName().toString(), in);
        } catch (IOException e) {
            throw new UncheckedIOException("The price file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream to its end; closing it is left to the caller.
     *
     * @param name what errors and the catalogue call it
     * @throws PriceFileException when anything in it is wrong: it lists what and where
     * @throws UncheckedIOException when the stream cannot be read
     */
    public PriceList read(String name, InputStream in) {
        PriceRows rows = new PriceRows(name, names);
        try {
            return rows.read(Unpacked.of(in, bounds()));
        } catch (Unpacked.Refused e) {
            String why = e.damaged()
                    ? "the gzip is damaged or cut off here (" + e.getMessage() + "); fetch the file again"
                    : String.valueOf(e.getMessage());
            throw new PriceFileException(List.of(new PriceFault(name, rows.line(), "", "", why)));
        } catch (IOException e) {
            throw new UncheckedIOException("The price file " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Unpacked.Bounds bounds() {
        return new Unpacked.Bounds(
                mostBytes,
                "the most that are read; raise the limit with atMost(bytes)",
                HARMLESS,
                MOST_RATIO,
                "as a gzip bomb does; unpack it first if it is what it should be");
    }
}
