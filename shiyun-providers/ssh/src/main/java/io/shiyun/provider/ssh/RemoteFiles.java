package io.shiyun.provider.ssh;

import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.FileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.common.SftpHelper;

/** Files of a machine by SFTP. Relative paths begin at the home of the user. Thread-safe. */
final class RemoteFiles {
    private static final String TEMPORARY = ".shiyun-tmp-";
    private static final int PRIVATE = 0600;
    private static final int CHUNK = 32 * 1024;
    private static final int DEEPEST = 200;

    private final Sftp sftp;

    RemoteFiles(Sftp sftp) {
        this.sftp = sftp;
    }

    List<FileInfo> list(Machine machine, String path, Call call) {
        return sftp.work(machine, path, call, Certainty.REJECTED, client -> {
            String folder = path.isEmpty() ? "." : path;
            if (!client.stat(folder).isDirectory()) {
                throw Problems.invalid("'" + path + "' on " + machine + " is no folder");
            }
            List<FileInfo> found = new ArrayList<>();
            for (DirEntry entry : entries(client, folder)) {
                String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
                found.add(info(prefix + entry.getFilename(), entry.getAttributes()));
            }
            found.sort(Comparator.comparing(FileInfo::path));
            return found;
        });
    }

    private static List<DirEntry> entries(SftpClient client, String folder) throws IOException {
        List<DirEntry> entries = new ArrayList<>();
        for (DirEntry entry : client.readEntries(folder)) {
            if (!entry.getFilename().equals(".") && !entry.getFilename().equals("..")) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static FileInfo info(String path, Attributes attributes) {
        FileInfo.Builder info = FileInfo.builder(path)
                .directory(attributes.isDirectory())
                .size(Bytes.of(attributes.isDirectory() ? 0 : attributes.getSize()))
                .permissions(
                        PosixFilePermissions.toString(SftpHelper.permissionsToAttributes(attributes.getPermissions())));
        if (attributes.getModifyTime() != null) {
            info.modified(attributes.getModifyTime().toInstant());
        }
        return info.build();
    }

    long read(Machine machine, String path, OutputStream to, Call call) {
        return sftp.work(machine, path, call, Certainty.REJECTED, client -> {
            if (client.stat(path).isDirectory()) {
                throw Problems.invalid("'" + path + "' on " + machine + " is a folder");
            }
            try (InputStream in = client.read(path, CHUNK)) {
                return in.transferTo(to);
            }
        });
    }

    /**
     * Replaces a file whole or not at all: a temporary file beside it, that nobody else can read, is written, forced to the disk
     * and renamed over it.
     */
    void write(Machine machine, String path, String permissions, InputStream content, Call call) {
        int mode = mode(permissions);
        sftp.work(machine, path, call, Certainty.AMBIGUOUS, client -> {
            OpenSSHPosixRenameExtension rename = client.getExtension(OpenSSHPosixRenameExtension.class);
            if (rename == null || !rename.isSupported()) {
                throw CloudException.unsupported("the server of " + machine
                        + " cannot replace a file in one step (posix-rename@openssh.com), so nothing is written");
            }
            String folder = parent(path);
            makeFolders(client, folder);
            String temporary = (folder.isEmpty() ? "" : folder.endsWith("/") ? folder : folder + "/")
                    + TEMPORARY
                    + UUID.randomUUID();
            boolean done = false;
            try {
                fill(client, temporary, mode, content);
                rename.posixRename(temporary, path);
                done = true;
            } catch (SftpException said) {
                throw explained(machine, client, folder, path, said);
            } finally {
                if (!done) {
                    discard(client, temporary);
                }
            }
            return path;
        });
    }

    private static int mode(String permissions) {
        try {
            return SftpHelper.attributesToPermissions(
                    false, false, false, PosixFilePermissions.fromString(permissions));
        } catch (IllegalArgumentException wrong) {
            throw Problems.invalid("'" + permissions + "' are no permissions; write them like rw-r-----");
        }
    }

    private static void fill(SftpClient client, String file, int mode, InputStream content) throws IOException {
        try (CloseableHandle made = client.open(file, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)) {
            client.setStat(made, new Attributes().perms(PRIVATE));
        }
        try (OutputStream out = client.write(file, CHUNK, OpenMode.Write)) {
            content.transferTo(out);
        }
        try (CloseableHandle written = client.open(file, OpenMode.Write)) {
            client.setStat(written, new Attributes().perms(mode));
            OpenSSHFsyncExtension fsync = client.getExtension(OpenSSHFsyncExtension.class);
            if (fsync != null && fsync.isSupported()) {
                fsync.fsync(written);
            }
        }
    }

    /** Of most faults the server says only that it failed; a full disk and a folder in the way are found out. */
    private static CloudException explained(
            Machine machine, SftpClient client, String folder, String path, SftpException said) throws IOException {
        if (said.getStatus() != SftpConstants.SSH_FX_FAILURE) {
            return Sftp.refusal(machine, path, said);
        }
        OpenSSHStatPathExtension room = client.getExtension(OpenSSHStatPathExtension.class);
        if (room != null && room.isSupported()) {
            OpenSSHStatExtensionInfo disk = room.stat(folder.isEmpty() ? "." : folder);
            long left = disk.f_bavail * disk.f_frsize;
            if (left < CHUNK || (disk.f_files > 0 && disk.f_favail == 0)) {
                return CloudException.rejected(
                                Reason.QUOTA,
                                "the disk of " + machine + " that is to hold '" + path + "' is full: " + left
                                        + " bytes and "
                                        + disk.f_favail
                                        + " files are left. Make room there; the old content is still in place")
                        .code("DISK_FULL")
                        .cause(said)
                        .build();
            }
        }
        if (isFolder(client, path)) {
            return Problems.conflict("'" + path + "' on " + machine + " is a folder; a file cannot replace it");
        }
        return Sftp.refusal(machine, path, said);
    }

    private static boolean isFolder(SftpClient client, String path) throws IOException {
        try {
            return client.stat(path).isDirectory();
        } catch (SftpException none) {
            return false;
        }
    }

    private static void discard(SftpClient client, String file) throws IOException {
        if (!client.isOpen()) {
            return; // The call was ended; what is left begins with the prefix of temporary files.
        }
        try {
            client.remove(file);
        } catch (SftpException gone) {
            if (!Sftp.missing(gone)) {
                throw gone;
            }
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }

    private static void makeFolders(SftpClient client, String folder) throws IOException {
        if (folder.isEmpty() || folder.equals("/") || isFolder(client, folder)) {
            return;
        }
        makeFolders(client, parent(folder));
        try {
            client.mkdir(folder);
        } catch (SftpException said) {
            if (!isFolder(client, folder)) {
                throw said;
            }
        }
    }

    void remove(Machine machine, String path, Call call) {
        if (path.replace("/", "").replace(".", "").isEmpty()) {
            throw Problems.invalid("'" + path + "' is the root or the home of " + machine + "; it is not removed");
        }
        sftp.work(machine, path, call, Certainty.AMBIGUOUS, client -> {
            remove(client, path, 0);
            return path;
        });
    }

    private static void remove(SftpClient client, String path, int depth) throws IOException {
        try {
            if (!client.lstat(path).isDirectory()) {
                client.remove(path);
                return;
            }
            if (depth > DEEPEST) {
                throw Problems.invalid("folders lie more than " + DEEPEST + " deep in each other at '" + path + "'");
            }
            for (DirEntry entry : entries(client, path)) {
                remove(client, path + "/" + entry.getFilename(), depth + 1);
            }
            client.rmdir(path);
        } catch (SftpException said) {
            if (!Sftp.missing(said)) {
                throw said;
            }
        }
    }
}
