package io.shiyun.offer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
        Counted packed = new Counted(in, Long.MAX_VALUE);
        PriceRows rows = new PriceRows(name, names);
        try {
            BufferedInputStream start = new BufferedInputStream(packed, 1 << 16);
            start.mark(2);
            boolean gzip = start.read() == 0x1f && start.read() == 0x8b;
            start.reset();
            InputStream plain = gzip ? new Unpacked(new GZIPInputStream(start, 1 << 16), packed) : start;
            return rows.read(new Counted(plain, mostBytes));
        } catch (Refused e) {
            throw new PriceFileException(
                    List.of(new PriceFault(name, rows.line(), "", "", String.valueOf(e.getMessage()))));
        } catch (EOFException | ZipException e) {
            throw new PriceFileException(List.of(new PriceFault(
                    name,
                    rows.line(),
                    "",
                    "",
                    "the gzip is damaged or cut off here (" + e.getMessage() + "); fetch the file again")));
        } catch (IOException e) {
            throw new UncheckedIOException("The price file " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** More than the reader takes. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Counts what is read and stops at a limit. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private final long most;
        private long count;

        Counted(InputStream in, long most) {
            this.in = in;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            count += Math.max(read, 0);
            if (count > most) {
                throw new Refused("the file is larger than " + most + " bytes; raise the limit with atMost(bytes)");
            }
            return read;
        }
    }

    /** Unpacks, and stops when little becomes far too much. */
    private static final class Unpacked extends InputStream {
        private final InputStream in;
        private final Counted packed;
        private long count;

        Unpacked(InputStream in, Counted packed) {
            this.in = in;
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            count += Math.max(read, 0);
            if (count > HARMLESS && count / MOST_RATIO > packed.count) {
                throw new Refused("the gzip unpacks to more than " + MOST_RATIO
                        + " times its size, as a gzip bomb does; unpack it first if it is what it should be");
            }
            return read;
        }
    }
}
