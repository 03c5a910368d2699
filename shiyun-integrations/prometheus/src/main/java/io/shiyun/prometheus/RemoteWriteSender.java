package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.wire.Http;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends points by Prometheus' remote write 1.0, in the order they are handed over, on a thread of its own.
 *
 * <p>A request that fails by the network, with 5xx or 429 is sent again, after what Retry-After asks for or a growing wait, until it is
 * given up; any other refusal is final. What is sent twice since an answer was lost is the same to a receiver: equal points
 * at equal times. Dots and other characters that Prometheus does not allow in names become underscores. Handing over never waits; when
 * too many samples wait the oldest are dropped, and {@link #counts()} tells of every sample. Thread-safe.
 */
public final class RemoteWriteSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWriteSender.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PrometheusAccess access;
    private final SenderOptions options;
    private final Http http;
    private final BiFunction<Request, Call, Reply> way;
    private final SendQueue queue;
    private final Thread thread;
    private final WriteEncoder encoder = new WriteEncoder();
    private boolean ill;

    private RemoteWriteSender(
            PrometheusAccess access, SenderOptions options, Http http, BiFunction<Request, Call, Reply> way) {
        this.access = access;
        this.options = options;
        this.http = http;
        this.way = way;
        this.queue = new SendQueue(options);
        this.thread = new Thread(this::run, "shiyun-remote-write-sender");
        thread.setDaemon(true);
    }

    /**
     * Returns a sender with its thread started.
     *
     * @param access to what receives at {@code /api/v1/write}
     */
    public static RemoteWriteSender start(PrometheusAccess access, SenderOptions options) {
        Http http = new Http(access.http());
        return start(access, options, http, http::send);
    }

    /** Returns one whose requests go this way. */
    static RemoteWriteSender start(
            PrometheusAccess access, SenderOptions options, Http http, BiFunction<Request, Call, Reply> way) {
        RemoteWriteSender sender = new RemoteWriteSender(access, options, http, way);
        sender.thread.start();
        return sender;
    }

    /**
     * Hands over the points of a series.
     *
     * @throws IllegalArgumentException when two of its labels have one name for Prometheus
     * @throws IllegalStateException when the sender is closed
     */
    public void send(Series series) {
        queue.add(series, WriteEncoder.labels(series));
    }

    /** Waits until nothing waits to be sent, or the time is over; answers whether nothing does. */
    public boolean flush(Duration longest) throws InterruptedException {
        return queue.awaitEmpty(longest);
    }

    /** Returns what became of the samples. */
    public SenderCounts counts() {
        return queue.counts();
    }

    private void run() {
        List<SendQueue.Piece> batch = new ArrayList<>();
        try {
            while (queue.next(batch)) {
                encoder.clear();
                int samples = 0;
                for (SendQueue.Piece piece : batch) {
                    encoder.add(piece.labels(), piece.series(), piece.from(), piece.to());
                    samples += piece.to() - piece.from();
                }
                post(encoder.packed(), samples);
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.debug("The sender of remote write ends", e);
        } catch (RuntimeException e) {
            LOG.error("The sender of remote write ends by a fault; start another", e);
        } finally {
            queue.ended();
        }
    }

    private void post(byte[] body, int samples) throws InterruptedException {
        long begun = System.nanoTime();
        Request request = Request.of("POST", access.uri("/api/v1/write"))
                .headers(access.headers())
                .header("Content-Encoding", "snappy")
                .header("User-Agent", "shiyun")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .body("application/x-protobuf", body);
        Duration wait = options.firstWait();
        while (true) {
            CloudException fault = attempt(request);
            if (fault == null) {
                healthy();
                queue.done(samples, SendQueue.End.SENT, "");
                return;
            }
            if (fault.reason() == Reason.CANCELLED) {
                throw new InterruptedException("closed while samples were on their way");
            }
            String words = fault.getMessage() == null ? fault.reason().toString() : fault.getMessage();
            if (!again(fault)) {
                LOG.warn("{} refuses {} samples, which are dropped: {}", access, samples, words);
                queue.done(samples, SendQueue.End.REFUSED, words);
                return;
            }
            unhealthy(words);
            Optional<Duration> asked = fault.retryAfter();
            Duration pause = asked.isPresent() && asked.get().compareTo(wait) > 0 ? asked.get() : jittered(wait);
            if (Duration.ofNanos(System.nanoTime() - begun).plus(pause).compareTo(options.giveUpAfter()) > 0) {
                LOG.warn("{} samples for {} are given up: {}", samples, access, words);
                queue.done(samples, SendQueue.End.GIVEN_UP, words);
                return;
            }
            queue.retrying(words);
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            wait = wait.multipliedBy(2).compareTo(options.longestWait()) > 0
                    ? options.longestWait()
                    : wait.multipliedBy(2);
        }
    }

    private @Nullable CloudException attempt(Request request) {
        try {
            Reply reply = way.apply(request, Call.within(access.time()));
            return reply.ok() ? null : PrometheusClient.refused(reply);
        } catch (CloudException e) {
            return e;
        }
    }

    /** Whether to send again, which does no harm even if it had arrived: never after a refusal. */
    private static boolean again(CloudException fault) {
        String code = fault.problem().code();
        if (code.startsWith("HTTP ")) {
            return code.equals("HTTP 429") || code.startsWith("HTTP 5");
        }
        return fault.reason() == Reason.UNAVAILABLE
                || fault.reason() == Reason.TIMEOUT
                || fault.reason() == Reason.THROTTLED;
    }

    private static Duration jittered(Duration wait) {
        return Duration.ofNanos(
                (long) (wait.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }

    private void unhealthy(String words) {
        if (!ill) {
            ill = true;
            LOG.warn("{} takes no samples now; they are sent again: {}", access, words);
        }
    }

    private void healthy() {
        if (ill) {
            ill = false;
            LOG.info("{} takes samples again", access);
        }
    }

    /** Sends what waits for up to five seconds; what does not get away is logged and stays counted as waiting. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    /** As {@link #close()} with another limit; answers whether all got away. */
    public boolean close(Duration longest) {
        queue.close();
        boolean all = false;
        try {
            all = queue.awaitEmpty(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        http.close();
        if (!all) {
            LOG.warn("{} samples for {} did not get away before the end", counts().waiting(), access);
        }
        return all;
    }
}
