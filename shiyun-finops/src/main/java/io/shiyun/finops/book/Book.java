package io.shiyun.finops.book;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A file to which entries are only added. A line is the SHA-256 of the line before it and of its own text, a space, and
 * the text. An entry that was added is on the disk. What a crash left half written at the end is removed when the book is
 * opened: it was never acknowledged. Anything else that does not fit the hashes is refused. One process has a book
 * open at a time. Not safe for use by several threads.
 */
public final class Book implements AutoCloseable {
    /** Reads entries. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes an entry.
         *
         * @param position where it stands, for {@link Book#read}
         * @param texts what it says
         */
        void read(long position, List<String> texts);
    }

    private static final int MOST = 16 << 20;
    private static final int HASH = 64;
    private static final String NONE = "0".repeat(HASH);

    private final Path path;
    private final RandomAccessFile file;
    private final FileLock lock;
    private long end;
    private long entries = -1;
    private String hash = NONE;
    private boolean broken;

    private Book(Path path, RandomAccessFile file, FileLock lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    /**
     * Opens a book, or begins one, and reads what is in it.
     *
     * @param kind what it holds; a book of another kind is refused
     * @throws BillingException {@link Reason#BOOK} if it is open elsewhere, altered, or cannot be read
     */
    public static Book open(Path path, String kind, Reader reader) {
        try {
            create(path);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                Book book = new Book(path, file, lock(path, file));
                book.replay(kind, reader);
                if (book.entries < 0) {
                    book.append(List.of("shiyun " + kind, "1"));
                }
                // What a killed process wrote may be in the page cache alone, and is answered with from now on.
                file.getFD().sync();
                syncFolder(path);
                return book;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BillingException(Reason.BOOK, "The book " + path + " cannot be opened: " + e, e);
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }

    private static FileLock lock(Path path, RandomAccessFile file) throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw new BillingException(
                    Reason.BOOK, "The book " + path + " is open in this process already; share that one", e);
        }
        throw new BillingException(
                Reason.BOOK,
                "The book " + path + " is open in another process; one writes at a time, so close it there");
    }

    private static void syncFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void replay(String kind, Reader reader) throws IOException {
        long length = file.length();
        while (end < length) {
            byte[] line = line(end, length);
            boolean whole = line.length > 0 && line[line.length - 1] == '\n';
            boolean last = end + line.length == length;
            String text = new String(line, 0, whole ? line.length - 1 : line.length, StandardCharsets.UTF_8);
            if (!fits(text)) {
                if (last && (!whole || text.indexOf('\0') >= 0)) {
                    file.setLength(end);
                    file.getFD().sync();
                    return;
                }
                throw new BillingException(
                        Reason.BOOK,
                        "The book " + path + " was altered: line " + (entries + 2)
                                + " does not fit the line before it; put back an unaltered copy");
            }
            take(kind, reader, text);
            end += line.length;
            if (!whole) {
                file.seek(end);
                file.write('\n');
                file.getFD().sync();
                end++;
            }
        }
    }

    private void take(String kind, Reader reader, String line) {
        List<String> texts = Entry.texts(line.substring(HASH + 1));
        if (entries >= 0) {
            reader.read(end, texts);
        } else if (!texts.equals(List.of("shiyun " + kind, "1"))) {
            throw new BillingException(
                    Reason.BOOK, "The book " + path + " is not one of " + kind + ": it says " + texts);
        }
        hash = line.substring(0, HASH);
        entries++;
    }

    /** Reads a line with its end, if it has one. */
    private byte[] line(long position, long length) throws IOException {
        file.seek(position);
        byte[] buffer = new byte[(int) Math.min(length - position, 1 << 12)];
        int filled = 0;
        while (true) {
            file.readFully(buffer, filled, buffer.length - filled);
            for (int i = filled; i < buffer.length; i++) {
                if (buffer[i] == '\n') {
                    return Arrays.copyOf(buffer, i + 1);
                }
            }
            filled = buffer.length;
            if (position + filled == length) {
                return buffer;
            }
            if (filled > MOST) {
                throw new BillingException(
                        Reason.BOOK, "The book " + path + " has a line of more than " + MOST + " bytes; it is no book");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(length - position, 2L * filled));
        }
    }

    private boolean fits(String line) {
        return line.length() > HASH
                && line.charAt(HASH) == ' '
                && line.substring(0, HASH).equals(hash(hash, line.substring(HASH + 1)));
    }

    /**
     * Adds an entry. When this returns, it is on the disk.
     *
     * @return where it stands, for {@link #read}
     * @throws BillingException {@link Reason#BOOK} if it could not be written; it may be there when the book is opened
     *     again, which is what has to be done then
     */
    public long append(List<String> texts) {
        usable();
        String text = Entry.line(texts);
        String next = hash(hash, text);
        byte[] line = (next + ' ' + text + '\n').getBytes(StandardCharsets.UTF_8);
        if (line.length > MOST) {
            throw new BillingException(
                    Reason.BOOK, "An entry of " + line.length + " bytes is more than " + MOST + "; make it two");
        }
        try {
            file.seek(end);
            file.write(line);
            file.getFD().sync();
        } catch (IOException e) {
            broken = true;
            throw new BillingException(
                    Reason.BOOK,
                    "The book " + path + " cannot be written: " + e + "; mend the disk, open it again, and ask again",
                    e);
        }
        long position = end;
        end += line.length;
        hash = next;
        entries++;
        return position;
    }

    /** Returns the entry at a position. */
    public List<String> read(long position) {
        usable();
        try {
            byte[] line = line(position, end);
            return Entry.texts(new String(line, HASH + 1, line.length - HASH - 2, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BillingException(Reason.BOOK, "The book " + path + " cannot be read: " + e, e);
        }
    }

    /** Returns how far it has got. */
    public Head head() {
        return new Head(entries, hash);
    }

    /** Returns whether the book once had got so far. */
    public boolean passed(Head head) {
        usable();
        try {
            long position = 0;
            for (long entry = -1; position < end; entry++) {
                byte[] line = line(position, end);
                if (entry + 1 == head.entries()) {
                    return new String(line, 0, HASH, StandardCharsets.US_ASCII).equals(head.hash());
                }
                position += line.length;
            }
            return false;
        } catch (IOException e) {
            throw new BillingException(Reason.BOOK, "The book " + path + " cannot be read: " + e, e);
        }
    }

    private void usable() {
        if (broken || !lock.isValid()) {
            throw new BillingException(Reason.BOOK, "The book " + path + " is closed; open it again");
        }
    }

    private static String hash(String before, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.getBytes(StandardCharsets.US_ASCII));
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new BillingException(Reason.BOOK, "The book " + path + " cannot be closed: " + e, e);
        }
    }
}
