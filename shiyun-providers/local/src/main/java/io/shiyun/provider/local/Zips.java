package io.shiyun.provider.local;

import io.shiyun.process.Folders;
import io.shiyun.process.ProcessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks zip archives into a folder, refusing entries that lead out of it and archives that grow beyond measure. */
final class Zips {
    private static final int MOST_ENTRIES = 100_000;
    private static final long MOST_BYTES = 8L << 30;

    private Zips() {}

    static void unpack(Path archive, Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            long left = MOST_BYTES;
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root) || ++entries > MOST_ENTRIES) {
                    throw refused(
                            archive, "the entry '" + entry.getName() + "' leads out of it, or there are too many");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Path parent = target.getParent();
                    Files.createDirectories(parent == null ? root : parent);
                    left = copy(zip, target, left, archive);
                }
            }
        } catch (IOException failed) {
            throw Folders.io("unpack", archive, failed);
        }
    }

    private static long copy(ZipInputStream zip, Path target, long allowed, Path archive) throws IOException {
        long left = allowed;
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
                left -= count;
                if (left < 0) {
                    throw refused(archive, "it unpacks to more than " + MOST_BYTES + " bytes");
                }
                out.write(buffer, 0, count);
            }
        }
        return left;
    }

    private static ProcessException refused(Path archive, String why) {
        return new ProcessException(ProcessException.Kind.PATH_REFUSED, "the image " + archive + " is refused: " + why);
    }
}
