package io.shiyun.provider.ssh;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.session.ClientSession;

/** A share of a connection, given back when closed; closing it twice is harmless. */
final class Link implements AutoCloseable {
    private final ClientSession session;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    Link(ClientSession session, Runnable giveBack) {
        this.session = session;
        this.giveBack = giveBack;
    }

    ClientSession session() {
        return session;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
