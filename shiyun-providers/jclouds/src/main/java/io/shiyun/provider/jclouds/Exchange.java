package io.shiyun.provider.jclouds;

import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call to jclouds, in one thread: what it sent and what came back, however jclouds words it afterwards. A request that signs in does
 * not count as a change.
 */
final class Exchange implements AutoCloseable {
    private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

    private final Call call;
    private final boolean write;
    private final Registration registration;
    private final AtomicReference<@Nullable Closeable> open = new AtomicReference<>();
    private boolean asked;
    private boolean accepted;
    private boolean streams;
    private boolean changing;
    private boolean changeAnswered;
    private int lastChange;
    private int refusedTokens;

    private Exchange(Call call, boolean write) {
        this.call = call;
        this.write = write;
        this.registration = call.onCancel(this::cut);
    }

    /** Begins a call in this thread; closing it ends it. */
    static Exchange begin(Call call, boolean write) {
        Exchange exchange = new Exchange(call, write);
        CURRENT.set(exchange);
        return exchange;
    }

    /** Returns the call of this thread, if it makes one. */
    static @Nullable Exchange current() {
        return CURRENT.get();
    }

    Call call() {
        return call;
    }

    /** Notes that a request is about to be sent; refuses when the time is over. */
    void sending(String method, String path) {
        call.check();
        asked = true;
        boolean reads = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        changing = !reads && !path.endsWith("/tokens") && !path.endsWith("/token");
        if (changing) {
            changeAnswered = false;
            lastChange = 0;
        }
    }

    /** Notes what to close when the call is called off. */
    void opened(Closeable wait) {
        open.set(wait);
        if (call.remaining().isZero()) {
            cut();
        }
    }

    /** Notes what the last request was answered with. */
    void answered(int status) {
        if (changing) {
            changeAnswered = true;
            lastChange = status;
            accepted |= status / 100 == 2;
        }
    }

    /** Has the body of the next replies read as it comes, not at once. */
    void stream() {
        streams = true;
    }

    boolean streams() {
        return streams;
    }

    /** Returns whether a token was refused before in this call; jclouds would go on for a quarter of a minute. */
    boolean tokenRefusedAgain() {
        refusedTokens++;
        return refusedTokens > 1;
    }

    /** Returns whether the cloud took a change that was sent. */
    boolean accepted() {
        return accepted;
    }

    /** Returns the status that the last change was answered with; 0 for none. */
    int lastChange() {
        return lastChange;
    }

    /** Returns whether anything was sent. */
    boolean asked() {
        return asked;
    }

    /** Returns whether this call is to change something. */
    boolean write() {
        return write;
    }

    /** Returns whether a change was sent and its answer did not come. */
    boolean changeInDoubt() {
        return changing && !changeAnswered;
    }

    private void cut() {
        Closeable wait = open.getAndSet(null);
        if (wait != null) {
            try {
                wait.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        registration.close();
        CURRENT.remove();
    }
}
