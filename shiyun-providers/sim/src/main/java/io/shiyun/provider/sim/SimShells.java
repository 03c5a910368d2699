package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shell;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Files in memory and a few programs, inside each running host. */
final class SimShells implements Shells {
    private final SimWorld world;
    private final Wire wire;

    SimShells(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public int run(HostId host, Command command, Pipes pipes, Call call) {
        Box box = wire.ask(Operation.SHELLS_RUN, host, call, () -> inside(host));
        return Programs.run(command, pipes, box, world.time(), call);
    }

    @Override
    public Shell open(HostId host, Terminal terminal, Call call) {
        Box box = wire.ask(Operation.SHELLS_OPEN, host, call, () -> inside(host));
        return new SimShell(box, world.time(), call);
    }

    @Override
    public List<FileInfo> list(HostId host, String path, Call call) {
        return wire.ask(Operation.SHELLS_LIST, host, call, () -> inside(host).list(path));
    }

    @Override
    public long read(HostId host, String path, OutputStream to, Call call) {
        byte[] bytes =
                wire.ask(Operation.SHELLS_READ, host, call, () -> inside(host).read(path));
        Streams.write(bytes, to);
        return bytes.length;
    }

    @Override
    public void write(FileOrder file, InputStream content, Call call) {
        byte[] bytes = Streams.read(content);
        wire.tell(
                Operation.SHELLS_WRITE,
                file,
                call,
                () -> inside(file.host()).write(file.path(), bytes, file.permissions(), world.now()));
    }

    @Override
    public void remove(HostId host, String path, Call call) {
        wire.tell(Operation.SHELLS_REMOVE, host, call, () -> inside(host).remove(path));
    }

    private Box inside(HostId id) {
        Host host = world.hosts.get(id).value();
        if (host.state() != HostState.RUNNING) {
            throw CloudException.rejected(Reason.CONFLICT, id + " is " + host.state() + "; only a running host answers")
                    .code("NotRunning")
                    .build();
        }
        return world.boxes.computeIfAbsent(id, name -> new Box());
    }

    /** Moves the bytes of a caller's streams. */
    static final class Streams {
        private Streams() {}

        /** Reads all there is; a source that breaks is a bad request that was not sent. */
        static byte[] read(InputStream content) {
            try {
                return content.readAllBytes();
            } catch (IOException e) {
                throw CloudException.notSent(Reason.INVALID, "the content could not be read: " + e.getMessage())
                        .cause(e)
                        .build();
            }
        }

        static void write(byte[] bytes, OutputStream to) {
            try {
                to.write(bytes);
                to.flush();
            } catch (IOException e) {
                throw CloudException.ambiguous(
                                Reason.INVALID, "the content could not be handed over: " + e.getMessage())
                        .cause(e)
                        .build();
            }
        }
    }
}
