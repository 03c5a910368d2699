package io.shiyun.provider.ssh;

import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import io.shiyun.spi.Call;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shell;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Commands, shells and files of machines. Relative paths begin at the home of the user who logs in. */
final class SshShells implements Shells {
    private final Desk desk;
    private final Roster roster;
    private final Runner runner;
    private final RemoteFiles files;

    SshShells(Desk desk, Roster roster, Runner runner, RemoteFiles files) {
        this.desk = desk;
        this.roster = roster;
        this.runner = runner;
        this.files = files;
    }

    @Override
    public int run(HostId host, Command command, Pipes pipes, Call call) {
        return desk.ask(host, call, () -> runner.run(machine(host), command, pipes, call));
    }

    @Override
    public Shell open(HostId host, Terminal terminal, Call call) {
        return desk.ask(host, call, () -> RemoteShell.open(machine(host), runner.links(), terminal, call));
    }

    @Override
    public List<FileInfo> list(HostId host, String path, Call call) {
        return desk.ask(host, call, () -> files.list(machine(host), path, call));
    }

    @Override
    public long read(HostId host, String path, OutputStream to, Call call) {
        return desk.ask(host, call, () -> files.read(machine(host), path, to, call));
    }

    @Override
    public void write(FileOrder file, InputStream content, Call call) {
        desk.ask(file, call, () -> {
            files.write(machine(file.host()), file.path(), file.permissions(), content, call);
            return true;
        });
    }

    @Override
    public void remove(HostId host, String path, Call call) {
        desk.ask(host, call, () -> {
            files.remove(machine(host), path, call);
            return true;
        });
    }

    private Machine machine(HostId host) {
        return roster.get(host).machine();
    }
}
