package io.shiyun.watch;

import io.shiyun.metrics.DetectorStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The states of evicted detectors in a file: a head with magic, version and length of a state, then records of one length,
 * each with its series, a number that rises with each write, the state and a CRC-32C over all three. At most so many; the
 * one kept longest is forgotten for the next.
 *
 * <p>Beside the file, memory holds some 100 bytes a series. A record that was cut or damaged by a crash is left out when the
 * file is opened, and counted. A state that was given back stays in the file until its record is used again, so that a
 * bank restored from an earlier checkpoint finds it. Used by one thread at a time, which must not be interrupted: an interrupt closes the file, and the store must be opened anew.
 */
public final class FileDetectorStore implements DetectorStore, AutoCloseable {
    private static final long MAGIC = 0x53594453_544f5245L;
    /** Of the form and of the states in it. */
    private static final int VERSION = 2;

    private static final int HEAD = 16;
    private static final int AROUND = 8 + 8 + 4;

    private final Path file;
    private final int most;
    private final int length;
    private final FileChannel channel;
    private final ByteBuffer record;
    private final Map<Long, Integer> places = new LinkedHashMap<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int records;
    private long writes;
    private long damaged;

    private FileDetectorStore(Path file, int most, int length, FileChannel channel) {
        this.file = file;
        this.most = most;
        this.length = length;
        this.channel = channel;
        this.record = ByteBuffer.allocateDirect(AROUND + length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Opens a store, and makes its file when there is none.
     *
     * @param most series kept
     * @param length of a state in bytes: {@link io.shiyun.metrics.AnomalyDetector#STATE_BYTES}
     * @throws IOException when the file cannot be read or written
     * @throws IllegalArgumentException when the file is something else, of a newer version, or of states of another length
     */
    public static FileDetectorStore open(Path file, int most, int length) throws IOException {
        if (most < 1 || length < 1) {
            throw new IllegalArgumentException("most: " + most + " and length: " + length + " must be positive");
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileDetectorStore store = new FileDetectorStore(file, most, length, channel);
            store.head();
            store.index();
            return store;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void head() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        if (channel.size() == 0) {
            head.putLong(MAGIC).putInt(VERSION).putInt(length).flip();
            write(head, 0);
            return;
        }
        if (!read(head, 0) || head.getLong(0) != MAGIC) {
            throw new IllegalArgumentException(file + " is not a store of detectors; name another file");
        }
        if (head.getInt(8) != VERSION || head.getInt(12) != length) {
            throw new IllegalArgumentException(file + " has version " + head.getInt(8) + " and states of "
                    + head.getInt(12) + " bytes, this library reads version " + VERSION + " and " + length
                    + "; update it or start with another file");
        }
    }

    private void index() throws IOException {
        long size = channel.size() - HEAD;
        records = (int) Math.min(Integer.MAX_VALUE - 8, (size + AROUND + length - 1) / (AROUND + length));
        Map<Long, Long> written = new HashMap<>();
        for (int place = 0; place < records; place++) {
            if (!load(place)) {
                damaged++;
                free.add(place);
                continue;
            }
            long series = record.getLong(0);
            long when = record.getLong(8);
            writes = Math.max(writes, when);
            Long before = written.get(series);
            if (before != null && before > when) {
                free.add(place);
                continue;
            }
            written.put(series, when);
            Integer older = places.put(series, place);
            if (older != null) {
                free.add(older);
            }
        }
        Map<Long, Integer> found = new HashMap<>(places);
        places.clear();
        written.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(each -> places.put(each.getKey(), found.get(each.getKey())));
        while (places.size() > most) {
            forgetOne();
        }
    }

    @Override
    public void put(long series, byte[] from, int offset, int count) {
        if (count != length) {
            throw new IllegalArgumentException("a state has " + count + " bytes, this store is for " + length);
        }
        Integer next = free.poll();
        int place = next == null ? records : next;
        record.clear();
        record.putLong(series).putLong(writes + 1).put(from, offset, count);
        record.putInt(checksum()).flip();
        try {
            write(record, at(place));
        } catch (IOException e) {
            free.addFirst(place);
            records = Math.max(records, place + 1);
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
        writes++;
        records = Math.max(records, place + 1);
        Integer older = places.remove(series);
        if (older != null) {
            free.add(older);
        }
        places.put(series, place);
        // Only now: had the write failed, the eldest would still be kept.
        if (places.size() > most) {
            forgetOne();
        }
    }

    @Override
    public boolean take(long series, byte[] into, int offset, int count) {
        Integer place = places.remove(series);
        if (place == null) {
            return false;
        }
        free.add(place);
        try {
            if (count != length || !load(place) || record.getLong(0) != series) {
                throw new IOException("the state of series " + series + " is damaged");
            }
        } catch (IOException e) {
            damaged++;
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
        record.position(16);
        record.get(into, offset, count);
        return true;
    }

    private void forgetOne() {
        Map.Entry<Long, Integer> eldest = places.entrySet().iterator().next();
        places.remove(eldest.getKey());
        free.add(eldest.getValue());
    }

    /** Returns the number of series kept. */
    public int size() {
        return places.size();
    }

    /** Returns how many records were found cut or damaged. */
    public long damaged() {
        return damaged;
    }

    /** Has what was written reach the disk. */
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long at(int place) {
        return HEAD + (long) place * (AROUND + length);
    }

    /** Reads a record; answers whether it is whole and sound. */
    private boolean load(int place) throws IOException {
        record.clear();
        if (!read(record, at(place))) {
            return false;
        }
        record.position(16 + length);
        int found = record.getInt();
        record.position(16 + length);
        return found == checksum();
    }

    /** The checksum of the record up to its position. */
    private int checksum() {
        CRC32C checksum = new CRC32C();
        checksum.update(record.duplicate().flip());
        return (int) checksum.getValue();
    }

    private boolean read(ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            int got = channel.read(into, from + into.position());
            if (got < 0) {
                return false;
            }
        }
        return true;
    }

    private void write(ByteBuffer from, long to) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from, to + from.position());
        }
    }
}
