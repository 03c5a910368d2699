package io.shiyun.provider.jclouds;

import static com.google.common.util.concurrent.MoreExecutors.newDirectExecutorService;

import com.google.common.collect.ImmutableSet;
import com.google.inject.Module;
import io.shiyun.model.CloudException;
import io.shiyun.model.Located;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.compute.ComputeServiceContext;
import org.jclouds.concurrent.config.ExecutorServiceModule;
import org.jspecify.annotations.Nullable;

/**
 * One account at one cloud of jclouds. Its context, which takes a second to build, is made at the first call, and anew after a secret was
 * refused, since jclouds remembers a refusal for good. Thread-safe.
 */
final class Session {
    private final JcloudsOptions options;
    private final Kind kind;
    private final Failures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Compute compute;
    private @Nullable BlobStoreContext blobs;
    private volatile boolean closed;

    Session(JcloudsOptions options, Kind kind) {
        this.options = options;
        this.kind = kind;
        this.failures = new Failures(options.credential());
    }

    JcloudsOptions options() {
        return options;
    }

    Kind kind() {
        return kind;
    }

    Failures failures() {
        return failures;
    }

    /** Asks, changing nothing. */
    <T> T read(Located subject, Call call, Supplier<T> body) {
        return ask(subject, call, false, body);
    }

    /** Changes something. */
    <T> T write(Located subject, Call call, Supplier<T> body) {
        return ask(subject, call, true, body);
    }

    private <T> T ask(Located subject, Call call, boolean write, Supplier<T> body) {
        call.check();
        if (closed) {
            throw invalid("this session with '" + options.cloud() + "' was closed; open another");
        }
        if (!options.regions().contains(subject.region())) {
            throw invalid("there is no region " + subject.region() + " in this session; it has " + options.regions());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // jclouds and JAXB look for their parts through this loader.
        thread.setContextClassLoader(Session.class.getClassLoader());
        try (Exchange exchange = Exchange.begin(call, write)) {
            return translated(exchange, body);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private <T> T translated(Exchange exchange, Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException | LinkageError failed) {
            CloudException problem = failures.translate(failed, exchange);
            if (problem.reason() == Reason.UNAUTHENTICATED) {
                forget();
            }
            throw problem;
        }
    }

    static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }

    Compute compute() {
        lock.lock();
        try {
            Compute open = compute;
            if (open == null) {
                open = new Compute(builder().buildView(ComputeServiceContext.class));
                compute = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    BlobStore blobs() {
        lock.lock();
        try {
            BlobStoreContext open = blobs;
            if (open == null) {
                open = builder().buildView(BlobStoreContext.class);
                blobs = open;
            }
            return open.getBlobStore();
        } finally {
            lock.unlock();
        }
    }

    private ContextBuilder builder() {
        Properties properties = new Properties();
        properties.putAll(options.properties());
        properties.putAll(Unhurried.PROPERTIES);
        ContextBuilder builder = kind.builder()
                .credentials(
                        options.identity().orElse("none"),
                        options.credential().map(Secret::reveal).orElse("none"))
                .overrides(properties)
                .modules(ImmutableSet.<Module>of(
                        new ExecutorServiceModule(newDirectExecutorService()), new Silence(), new Transport()));
        options.endpoint().ifPresent(builder::endpoint);
        return builder;
    }

    private void forget() {
        lock.lock();
        try {
            if (compute != null) {
                compute.close();
                compute = null;
            }
            if (blobs != null && !kind.here()) {
                blobs.close();
                blobs = null;
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        lock.lock();
        try {
            if (compute != null) {
                compute.close();
                compute = null;
            }
            if (blobs != null) {
                blobs.close();
                blobs = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
