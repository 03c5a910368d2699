package io.shiyun.watch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A socket whose reads all end by one deadline, also under a TLS socket, however slowly the peer drips. */
final class DeadlineSocket extends Socket {
    private final LongSupplier ticker;
    private final long deadline;

    DeadlineSocket(LongSupplier ticker, Duration time) {
        super(Proxy.NO_PROXY);
        this.ticker = ticker;
        this.deadline = ticker.getAsLong() + time.toNanos();
    }

    /** Returns the milliseconds left, at least one. */
    int remaining() throws SocketTimeoutException {
        long left = deadline - ticker.getAsLong();
        if (left <= 0) {
            throw new SocketTimeoutException("no complete answer in time");
        }
        return (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(remaining());
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                setSoTimeout(remaining());
                return super.read(buffer, offset, length);
            }
        };
    }
}
