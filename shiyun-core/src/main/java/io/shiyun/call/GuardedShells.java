package io.shiyun.call;

import static io.shiyun.spi.Operation.SHELLS_LIST;
import static io.shiyun.spi.Operation.SHELLS_OPEN;
import static io.shiyun.spi.Operation.SHELLS_READ;
import static io.shiyun.spi.Operation.SHELLS_REMOVE;
import static io.shiyun.spi.Operation.SHELLS_RUN;
import static io.shiyun.spi.Operation.SHELLS_WRITE;

import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shell;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/** {@link Shells} by way of the pipeline. */
final class GuardedShells extends Guarded<Shells> implements Shells {
    GuardedShells(Pipeline pipeline, Shells shells, Supplier<Capabilities> abilities) {
        super(pipeline, shells, abilities);
    }

    @Override
    public int run(HostId host, Command command, Pipes pipes, Call call) {
        return ask(SHELLS_RUN, host, call, (shells, attempt) -> shells.run(host, command, pipes, attempt));
    }

    @Override
    public Shell open(HostId host, Terminal terminal, Call call) {
        return ask(SHELLS_OPEN, host, call, (shells, attempt) -> shells.open(host, terminal, attempt));
    }

    @Override
    public List<FileInfo> list(HostId host, String path, Call call) {
        return ask(SHELLS_LIST, host, path, call, Shells::list);
    }

    @Override
    public long read(HostId host, String path, OutputStream to, Call call) {
        return ask(SHELLS_READ, host, call, (shells, attempt) -> shells.read(host, path, to, attempt));
    }

    @Override
    public void write(FileOrder file, InputStream content, Call call) {
        run(SHELLS_WRITE, file, call, (shells, attempt) -> shells.write(file, content, attempt));
    }

    @Override
    public void remove(HostId host, String path, Call call) {
        run(SHELLS_REMOVE, host, call, (shells, attempt) -> shells.remove(host, path, attempt));
    }
}
