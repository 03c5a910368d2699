package io.shiyun.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A file that a process appends its output to, kept from growing without end, and read by lines. Thread-safe within one Java
 * process, which must be the only one that rotates.
 *
 * <p>The process holds the file open for as long as it lives, so rotation copies the content to {@code NAME.GENERATION} and
 * truncates the file; appending writers go on at its new end. What is written in the moment between the last copied byte and the
 * truncation is lost. After a crash in that moment the lines of the copy are there twice.
 */
public final class RotatingLog extends ChunkLog {
    private static final int CHUNK = 256 * 1024;
    private static final long TAIL_BUDGET = 4L * 1024 * 1024;

    private final Path file;
    private final long largest;
    private final int keep;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * A log that need not exist yet.
     *
     * @param largest bytes from which on the file is rotated
     * @param keep how many rotated files are kept, at least one
     */
    public RotatingLog(Path file, long largest, int keep) {
        if (largest < 1 || keep < 1) {
            throw new IllegalArgumentException("a log needs a positive size and at least one kept file");
        }
        this.file = file.toAbsolutePath();
        this.largest = largest;
        this.keep = keep;
    }

    public Path file() {
        return file;
    }

    /** Rotates if the file has grown too large; returns whether it did. */
    public boolean rotateIfLarge() {
        lock.lock();
        try {
            if (!Files.exists(file) || Files.size(file) < largest) {
                return false;
            }
            NavigableSet<Long> generations = rotated();
            long generation = active(generations);
            copyAndTruncate(rotated(generation));
            generations.add(generation);
            while (generations.size() > keep) {
                Files.deleteIfExists(rotated(generations.pollFirst()));
            }
            return true;
        } catch (IOException failed) {
            throw io("rotate", failed);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the end of the log at this moment. */
    public LogPosition end() {
        lock.lock();
        try {
            return new LogPosition(active(rotated()), Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException failed) {
            throw io("read", failed);
        } finally {
            lock.unlock();
        }
    }

    /** Looks at no more than 4 MiB. */
    @Override
    public Tail tail(int lines) {
        lock.lock();
        try {
            List<String> newestFirst = new ArrayList<>();
            NavigableSet<Long> generations = rotated();
            long active = active(generations);
            long end = Files.exists(file) ? Files.size(file) : 0;
            long budget = TAIL_BUDGET;
            generations.add(active);
            for (long generation : generations.descendingSet()) {
                Path source = generation == active ? file : rotated(generation);
                long size = generation == active ? end : Files.size(source);
                long from = Math.max(0, size - budget);
                byte[] bytes = bytes(source, from, (int) (size - from));
                List<String> found = new ArrayList<>(LineSplitter.split(bytes, Integer.MAX_VALUE, true, LONGEST_LINE)
                        .lines());
                if (from > 0 && !found.isEmpty()) {
                    found.remove(0);
                }
                Collections.reverse(found);
                newestFirst.addAll(found);
                budget -= bytes.length;
                if (newestFirst.size() >= lines || budget <= 0) {
                    break;
                }
            }
            List<String> last = new ArrayList<>(newestFirst.subList(0, Math.min(lines, newestFirst.size())));
            Collections.reverse(last);
            return new Tail(List.copyOf(last), new LogPosition(active, end));
        } catch (IOException failed) {
            throw io("read", failed);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Delivers lines as they come, in this thread, until told to stop.
     *
     * @param poll how often to look
     * @param goOn asked before each look
     * @return where to go on
     */
    public LogPosition follow(LogPosition from, Duration poll, BooleanSupplier goOn, Consumer<String> sink)
            throws InterruptedException {
        LogPosition position = from;
        while (goOn.getAsBoolean()) {
            LogPosition next = read(position, 1000, false, sink);
            if (next.equals(position)) {
                Thread.sleep(poll.toMillis());
            }
            position = next;
        }
        return position;
    }

    @Override
    public Optional<Instant> written() {
        long millis = file.toFile().lastModified();
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Deletes the log with all its generations. */
    public void delete() {
        lock.lock();
        try {
            for (long generation : rotated()) {
                Files.deleteIfExists(rotated(generation));
            }
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw io("delete", failed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected Chunk chunk(LogPosition wanted) {
        lock.lock();
        try {
            NavigableSet<Long> generations = rotated();
            long active = active(generations);
            generations.add(active);
            LogPosition from = wanted;
            if (!generations.contains(from.generation())) {
                Long later = generations.ceiling(from.generation());
                from = new LogPosition(later == null ? generations.first() : later, 0);
            }
            boolean sealed = from.generation() < active;
            Path source = sealed ? rotated(from.generation()) : file;
            long size = Files.exists(source) ? Files.size(source) : 0;
            if (from.offset() > size) {
                from = new LogPosition(from.generation(), sealed ? size : 0);
            }
            int count = (int) Math.min(CHUNK, size - from.offset());
            return new Chunk(from, bytes(source, from.offset(), count), sealed, from.offset() + count == size);
        } catch (IOException failed) {
            throw io("read", failed);
        } finally {
            lock.unlock();
        }
    }

    private void copyAndTruncate(Path target) throws IOException {
        Path temporary = target.resolveSibling(AtomicFiles.TEMPORARY_PREFIX + target.getFileName());
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < from.size()) {
                copied += from.transferTo(copied, from.size() - copied, to);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            while (copied < from.size()) {
                copied += from.transferTo(copied, from.size() - copied, to);
            }
            from.truncate(0);
        }
    }

    private static byte[] bytes(Path source, long from, int count) throws IOException {
        if (count == 0) {
            return new byte[0];
        }
        ByteBuffer buffer = ByteBuffer.allocate(count);
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
                continue;
            }
        }
        return buffer.position() == count ? buffer.array() : java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    private Path rotated(long generation) {
        return file.resolveSibling(file.getFileName() + "." + generation);
    }

    private NavigableSet<Long> rotated() throws IOException {
        NavigableSet<Long> generations = new TreeSet<>();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return generations;
        }
        String prefix = file.getFileName() + ".";
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> String.valueOf(entry.getFileName()).startsWith(prefix))) {
            for (Path entry : entries) {
                String number = String.valueOf(entry.getFileName()).substring(prefix.length());
                if (number.matches("[0-9]{1,18}")) {
                    generations.add(Long.parseLong(number));
                }
            }
        }
        return generations;
    }

    private static long active(NavigableSet<Long> generations) {
        return generations.isEmpty() ? 1 : generations.last() + 1;
    }

    private ProcessException io(String verb, IOException failed) {
        return new ProcessException(
                ProcessException.Kind.IO,
                "cannot " + verb + " the log " + file + ": " + AtomicFiles.describe(failed),
                failed);
    }
}
