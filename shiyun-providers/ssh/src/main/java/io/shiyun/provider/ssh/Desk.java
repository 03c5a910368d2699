package io.shiyun.provider.ssh;

import io.shiyun.model.Located;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What every operation passes: the call is not over, the session is open, the question is about this region. */
final class Desk {
    private final Region region;
    private final AtomicBoolean closed = new AtomicBoolean();

    Desk(Region region) {
        this.region = region;
    }

    Region region() {
        return region;
    }

    <T> T ask(Located subject, Call call, Supplier<T> body) {
        call.check();
        if (closed.get()) {
            throw Problems.invalid("this session with '" + region.cloud() + "' was closed; open another");
        }
        if (!subject.region().equals(region)) {
            throw Problems.invalid("there is no region " + subject.region() + " here; all machines are in " + region);
        }
        return Problems.translated(body);
    }

    boolean open() {
        return !closed.get();
    }

    void close() {
        closed.set(true);
    }
}
