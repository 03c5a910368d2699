package io.shiyun.wire.rig;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection of a client to a {@link Rig}. */
public final class Line {
    private final Socket socket;
    private final CountDownLatch ended;

    Line(Socket socket, CountDownLatch ended) {
        this.socket = socket;
        this.ended = ended;
    }

    /** Sends these bytes. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that no more comes, but goes on listening. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection off, so that the client sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the connection in order. */
    public void close() throws IOException {
        socket.close();
    }

    /** Waits, and returns whether the rig still runs. */
    public boolean pause(Duration time) throws IOException {
        try {
            return !ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
