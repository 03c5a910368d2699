package io.shiyun.process;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection and the one to its backend. Lives on the balancer's thread.
 *
 * <p>Each direction reads only while nothing waits to be written, so a slow receiver slows its sender and at most one buffer is
 * held a direction. The end of one direction is passed on only after its last byte (half-close); a reset is passed on as a reset, so
 * that a cut answer never looks like a whole one.
 */
final class Relay {
    private final TcpBalancer balancer;
    private final SocketChannel client;
    private final SelectionKey clientKey;
    private final Direction up = new Direction();
    private final Direction down = new Direction();
    private final Set<Backend> tried = new HashSet<>();
    private @Nullable SocketChannel server;
    private @Nullable SelectionKey serverKey;
    private @Nullable Backend backend;
    private boolean connecting;
    private boolean closed;

    /** One way through the relay. */
    private static final class Direction {
        private @Nullable ByteBuffer pending;
        private boolean borrowed;
        private boolean ended;
        private boolean endPassedOn;
        private boolean broken;
        private long bytes;
    }

    Relay(TcpBalancer balancer, SocketChannel client, Selector selector) throws IOException {
        this.balancer = balancer;
        this.client = client;
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        clientKey = client.register(selector, 0, this);
    }

    @Nullable Backend backend() {
        return backend;
    }

    /** Connects to the next backend; without one left the client is turned away. */
    void connect() {
        while (!closed) {
            Backend next = balancer.choose(tried);
            if (next == null) {
                balancer.unserved();
                close(true);
                return;
            }
            tried.add(next);
            backend = next;
            next.opened();
            try {
                SocketChannel channel = SocketChannel.open();
                server = channel;
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                setConnecting(true);
                serverKey = channel.register(clientKey.selector(), SelectionKey.OP_CONNECT, this);
                if (channel.connect(next.address)) {
                    connected();
                }
                return;
            } catch (IOException refused) {
                leaveBackend(true);
            }
        }
    }

    /** Gives up on a backend that did not take the connection and tries the next. */
    void connectFailed() {
        leaveBackend(true);
        connect();
    }

    void ready(SelectionKey key) {
        if (closed || !key.isValid()) {
            return;
        }
        SocketChannel peer = server;
        if (peer == null) {
            return;
        }
        boolean clientSide = key == clientKey;
        if (key.isConnectable()) {
            finishConnect(peer);
            return;
        }
        if (key.isWritable()) {
            flush(clientSide ? down : up, clientSide ? client : peer);
        }
        if (!closed && key.isValid() && key.isReadable()) {
            if (clientSide) {
                pump(up, client, peer);
            } else {
                pump(down, peer, client);
            }
        }
        update();
    }

    private void finishConnect(SocketChannel peer) {
        try {
            if (peer.finishConnect()) {
                connected();
            }
        } catch (IOException refused) {
            connectFailed();
        }
    }

    private void setConnecting(boolean now) {
        connecting = now;
        balancer.connecting(this, now);
    }

    private void connected() {
        setConnecting(false);
        SocketChannel peer = server;
        if (peer != null) {
            flush(up, peer);
        }
        update();
    }

    private void pump(Direction way, SocketChannel from, SocketChannel to) {
        if (way.pending != null || way.ended) {
            return;
        }
        ByteBuffer scratch = balancer.scratch();
        int count;
        try {
            count = from.read(scratch);
        } catch (IOException reset) {
            senderBroke(way);
            return;
        }
        if (count < 0) {
            way.ended = true;
            flush(way, to);
        } else if (count > 0) {
            way.pending = scratch.flip();
            way.borrowed = true;
            flush(way, to);
            keepPending(way);
        }
    }

    private void senderBroke(Direction way) {
        if (way == down && untouched()) {
            leaveBackend(true);
            connect();
            return;
        }
        way.ended = true;
        way.broken = true;
        if (way.pending == null) {
            close(true);
        }
    }

    /** Writes what waits, then passes the end on if it has come. */
    private void flush(Direction way, SocketChannel to) {
        try {
            ByteBuffer pending = way.pending;
            if (pending != null) {
                int written = to.write(pending);
                way.bytes += written;
                balancer.moved(way == up, written);
                if (pending.hasRemaining()) {
                    return;
                }
                way.pending = null;
            }
            if (way.broken) {
                close(true);
            } else if (way.ended && !way.endPassedOn) {
                way.endPassedOn = true;
                to.shutdownOutput();
                closeIfDone();
            }
        } catch (IOException receiverGone) {
            receiverBroke(way);
        }
    }

    /**
     * The receiver takes no more. If it is the backend and has seen nothing yet, another one gets these bytes. Otherwise what it
     * still has to say is read to its end, and then both connections are reset.
     */
    private void receiverBroke(Direction way) {
        if (way == up && untouched()) {
            keepPending(up);
            leaveBackend(true);
            connect();
            return;
        }
        way.pending = null;
        way.ended = true;
        way.endPassedOn = true;
        Direction back = way == up ? down : up;
        if (way == down || back.ended) {
            close(true);
        }
    }

    /** The scratch buffer serves other connections next, so bytes that must wait move to one of their own. */
    private static void keepPending(Direction way) {
        ByteBuffer pending = way.pending;
        if (pending != null && way.borrowed) {
            way.pending =
                    ByteBuffer.allocateDirect(pending.remaining()).put(pending).flip();
        }
        way.borrowed = false;
    }

    private boolean untouched() {
        return up.bytes == 0 && down.bytes == 0 && down.pending == null;
    }

    private void closeIfDone() {
        if (up.endPassedOn && down.endPassedOn) {
            close(false);
        }
    }

    private void update() {
        SelectionKey peerKey = serverKey;
        if (closed || connecting || peerKey == null || !peerKey.isValid() || !clientKey.isValid()) {
            return;
        }
        clientKey.interestOps(interest(up, down));
        peerKey.interestOps(interest(down, up));
    }

    private static int interest(Direction reads, Direction writes) {
        int read = reads.pending == null && !reads.ended ? SelectionKey.OP_READ : 0;
        return writes.pending != null ? read | SelectionKey.OP_WRITE : read;
    }

    private void leaveBackend(boolean refused) {
        setConnecting(false);
        SocketChannel channel = server;
        server = null;
        serverKey = null;
        if (channel != null) {
            TcpBalancer.closeQuietly(channel, false);
        }
        Backend left = backend;
        backend = null;
        if (left != null) {
            if (refused) {
                balancer.suspect(left);
            }
            left.closed();
        }
    }

    /** Closes both connections; harmless to repeat. */
    void close(boolean reset) {
        if (closed) {
            return;
        }
        closed = true;
        TcpBalancer.closeQuietly(client, reset);
        SocketChannel channel = server;
        if (channel != null) {
            TcpBalancer.closeQuietly(channel, reset);
        }
        leaveBackend(false);
        balancer.forget(this);
    }
}
