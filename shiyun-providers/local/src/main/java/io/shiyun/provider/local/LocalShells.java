package io.shiyun.provider.local;

import io.shiyun.model.Bytes;
import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import io.shiyun.process.Folders;
import io.shiyun.process.LaunchOrder;
import io.shiyun.process.Sandbox;
import io.shiyun.process.apps.Problems;
import io.shiyun.spi.Call;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shells;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Commands and files inside a sandbox. Paths are relative to its root. */
final class LocalShells implements Shells {
    private final Desk desk;
    private final HostTable hosts;

    LocalShells(Desk desk) {
        this.desk = desk;
        this.hosts = desk.world().hosts();
    }

    @Override
    public int run(HostId id, Command command, Pipes pipes, Call call) {
        return desk.ask(id, call, () -> {
            HostRecord host = hosts.running(id);
            Sandbox sandbox = hosts.sandbox(host);
            Path directory = command.directory().isEmpty() ? sandbox.root() : sandbox.existing(command.directory());
            LaunchOrder order = LaunchOrder.of(command.arguments(), directory, hosts.marker(host))
                    .environment(hosts.environment(host))
                    .environment(command.environment())
                    .limits(hosts.limits(host))
                    .build();
            return Foreground.run(order, pipes, call);
        });
    }

    @Override
    public List<FileInfo> list(HostId id, String path, Call call) {
        return desk.ask(id, call, () -> {
            Sandbox sandbox = hosts.sandbox(hosts.get(id));
            Path folder = sandbox.existing(path);
            return sandbox.list(path).stream()
                    .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                    .sorted()
                    .map(name -> info(path.isEmpty() ? name : path + "/" + name, folder.resolve(name)))
                    .toList();
        });
    }

    private static FileInfo info(String path, Path file) {
        try {
            BasicFileAttributes basic =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String permissions = basic instanceof PosixFileAttributes posix
                    ? PosixFilePermissions.toString(posix.permissions())
                    : PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
            return FileInfo.builder(path)
                    .directory(basic.isDirectory())
                    .size(Bytes.of(basic.isDirectory() ? 0 : basic.size()))
                    .permissions(permissions)
                    .modified(basic.lastModifiedTime().toInstant())
                    .build();
        } catch (IOException gone) {
            return FileInfo.builder(path).build();
        } catch (UnsupportedOperationException noPermissions) {
            return FileInfo.builder(path).directory(Files.isDirectory(file)).build();
        }
    }

    @Override
    public long read(HostId id, String path, OutputStream to, Call call) {
        return desk.ask(id, call, () -> {
            try (InputStream in = hosts.sandbox(hosts.get(id)).open(path)) {
                return in.transferTo(to);
            } catch (IOException failed) {
                throw Folders.io("read", Path.of(path), failed);
            }
        });
    }

    @Override
    public void write(FileOrder file, InputStream content, Call call) {
        desk.ask(file, call, () -> {
            if (!file.permissions().matches("([r-][w-][x-]){3}")) {
                throw Problems.invalid("'" + file.permissions() + "' are no permissions; write them like rw-r-----");
            }
            hosts.sandbox(hosts.get(file.host())).write(file.path(), content, file.permissions());
            return true;
        });
    }

    @Override
    public void remove(HostId id, String path, Call call) {
        desk.ask(id, call, () -> {
            Sandbox sandbox = hosts.sandbox(hosts.get(id));
            Path target = sandbox.resolve(path);
            if (target.equals(sandbox.root())) {
                throw Problems.invalid("the root of a host cannot be removed; delete the host");
            }
            Folders.delete(target);
            return true;
        });
    }
}
