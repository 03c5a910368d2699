package io.shiyun.provider.local;

import io.shiyun.model.Located;
import io.shiyun.process.apps.Problems;
import io.shiyun.spi.Call;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What every operation passes: the call is not over, the session is open, the question is about this machine. */
final class Desk {
    private final World world;
    private final AtomicBoolean closed = new AtomicBoolean();

    Desk(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    <T> T ask(Located subject, Call call, Supplier<T> body) {
        call.check();
        if (closed.get()) {
            throw Problems.invalid("this session with '" + world.region().cloud() + "' was closed; open another");
        }
        if (!subject.region().equals(world.region())) {
            throw Problems.invalid(
                    "there is no region " + subject.region() + " here; this machine is " + world.region());
        }
        return Problems.translated(body);
    }

    boolean open() {
        return !closed.get();
    }

    /** Returns whether it was open. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }
}
