package io.shiyun.prometheus;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives Prometheus' remote write 1.0: mount {@link #receive} behind a POST of any HTTP server, or take {@link
 * RemoteWriteServer}.
 *
 * <p>A request is understood as a whole before any of it is handed over. Series whose labels break the rules of the protocol
 * (unsorted, repeated, empty, without a name, too many, no UTF-8) are left out, counted, and answered with 400, after the others
 * were taken. Late and repeated samples are handed over as they come, since only a detector can tell a late point from a clock
 * that was set back; but a request that comes again byte for byte, as after a lost answer, is taken once. Remote write 2.0 is
 * refused with 415, upon which Prometheus' documentation has the user configure 1.0.
 *
 * <p>Thread-safe: requests are unpacked side by side, and handed to the sink one at a time.
 */
public final class RemoteWriteReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWriteReceiver.class);
    private static final int REMEMBERED = 1024;
    private static final int KEPT_BYTES = 4 << 20;
    private static final int KEPT_SAMPLES = 1 << 18;
    private static final long PATIENCE_SECONDS = 10;

    private final WriteSink sink;
    private final WriteLimits limits;
    private final Semaphore places;
    private final ConcurrentLinkedQueue<Desk> desks = new ConcurrentLinkedQueue<>();
    private final ReentrantLock taking = new ReentrantLock();
    private final RecentBodies recent = new RecentBodies(REMEMBERED);
    private final ReentrantLock counting = new ReentrantLock();
    private final long[] counts = new long[13];

    /** What one request is read with. */
    private static final class Desk {
        final WriteDecoder decoder;
        final SeriesHash body = new SeriesHash();
        byte[] plain = new byte[64 << 10];

        Desk(WriteLimits limits) {
            decoder = new WriteDecoder(limits);
        }
    }

    private enum Count {
        REQUESTS,
        SAMPLES,
        REPEATED_REQUESTS,
        REFUSED_REQUESTS,
        BUSY,
        FAILED,
        REFUSED_SERIES,
        STALE,
        NOT_FINITE,
        REPEATED,
        DISORDERED,
        HISTOGRAMS,
        EXEMPLARS
    }

    /** A receiver with the default limits that reads as many requests at once as there are processors, at least two. */
    public RemoteWriteReceiver(WriteSink sink) {
        this(sink, WriteLimits.DEFAULT, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * A receiver.
     *
     * @param atOnce requests read at once; others are answered with 429. Each takes up to the limits in memory.
     */
    public RemoteWriteReceiver(WriteSink sink, WriteLimits limits, int atOnce) {
        this.sink = Objects.requireNonNull(sink, "sink");
        this.limits = Objects.requireNonNull(limits, "limits");
        if (atOnce < 1 || atOnce > 1024) {
            throw new IllegalArgumentException("atOnce: " + atOnce + " must lie between 1 and 1024");
        }
        places = new Semaphore(atOnce);
    }

    /** Returns the limits. */
    public WriteLimits limits() {
        return limits;
    }

    /**
     * Takes one request and returns what to answer. Never throws for what the sender sent.
     *
     * @param contentType the header Content-Type, null when there is none
     * @param contentEncoding the header Content-Encoding, null when there is none
     * @param body as sent; read up to one byte more than {@link WriteLimits#packed()} allows, so that too much is seen
     */
    public WriteAnswer receive(@Nullable String contentType, @Nullable String contentEncoding, byte[] body) {
        String fault = foreign(contentType, contentEncoding);
        if (!fault.isEmpty()) {
            count(Count.REFUSED_REQUESTS, 1);
            return WriteAnswer.refused(415, fault);
        }
        if (body.length > limits.packed()) {
            count(Count.REFUSED_REQUESTS, 1);
            return WriteAnswer.refused(413, "the body is larger than " + limits.packed() + " bytes; send less at once");
        }
        if (!places.tryAcquire()) {
            count(Count.BUSY, 1);
            return WriteAnswer.later(429, "too many requests at once; come again");
        }
        @Nullable Desk desk = null;
        try {
            desk = desks.poll();
            desk = desk == null ? new Desk(limits) : desk;
            return read(desk, body);
        } catch (Malformed e) {
            count(Count.REFUSED_REQUESTS, 1);
            return WriteAnswer.refused(e.status(), String.valueOf(e.getMessage()));
        } finally {
            if (desk != null && desk.plain.length <= KEPT_BYTES && desk.decoder.batch.times.length <= KEPT_SAMPLES) {
                desks.add(desk);
            }
            places.release();
        }
    }

    /** Returns what is kept for the next requests: the desks that nobody sits at. */
    int idle() {
        return desks.size();
    }

    private static String foreign(@Nullable String contentType, @Nullable String contentEncoding) {
        String type =
                contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
        String media = type.substring(0, type.indexOf(';') < 0 ? type.length() : type.indexOf(';'));
        if (!media.equals("application/x-protobuf")) {
            return "only remote write is received here: Content-Type application/x-protobuf";
        }
        int proto = type.indexOf(";proto=");
        if (proto >= 0 && !type.substring(proto + 7).replace("\"", "").startsWith("prometheus.writerequest")) {
            return "only remote write 1.0 is received here; set protobuf_message to prometheus.WriteRequest";
        }
        if (contentEncoding == null || !contentEncoding.strip().equalsIgnoreCase("snappy")) {
            return "remote write is packed by snappy here: Content-Encoding snappy";
        }
        return "";
    }

    private WriteAnswer read(Desk desk, byte[] body) throws Malformed {
        int length = Snappy.plainLength(body, body.length, limits.plain());
        if (desk.plain.length < length + Snappy.SLACK) {
            desk.plain = new byte[Math.max(length + Snappy.SLACK, Math.min(KEPT_BYTES, 2 * desk.plain.length))];
        }
        WriteBatch batch = desk.decoder.read(desk.plain, Snappy.unpack(body, body.length, desk.plain));
        desk.body.of(body, body.length);
        try {
            if (!taking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy();
        }
        try {
            return hand(batch, desk.body.high, desk.body.low);
        } finally {
            taking.unlock();
        }
    }

    private WriteAnswer hand(WriteBatch batch, long high, long low) {
        if (recent.knows(high, low)) {
            count(Count.REPEATED_REQUESTS, 1);
            return answer(batch);
        }
        boolean room;
        try {
            room = sink.take(batch);
        } catch (RuntimeException e) {
            LOG.error("What remote write brought could not be taken; the sender is asked to come again", e);
            count(Count.FAILED, 1);
            return WriteAnswer.later(500, "the receiver failed; come again");
        }
        if (!room) {
            return busy();
        }
        recent.add(high, low);
        count(batch);
        return answer(batch);
    }

    private WriteAnswer busy() {
        count(Count.BUSY, 1);
        return WriteAnswer.later(503, "no room for more now; come again");
    }

    private static WriteAnswer answer(WriteBatch batch) {
        return batch.refused == 0
                ? WriteAnswer.TAKEN
                : WriteAnswer.refused(
                        400,
                        "all was taken but " + batch.refused + " series; of the first of them: " + batch.firstRefusal);
    }

    private void count(WriteBatch batch) {
        counting.lock();
        try {
            counts[Count.REQUESTS.ordinal()]++;
            counts[Count.SAMPLES.ordinal()] += batch.samples;
            counts[Count.REFUSED_SERIES.ordinal()] += batch.refused;
            counts[Count.STALE.ordinal()] += batch.stale;
            counts[Count.NOT_FINITE.ordinal()] += batch.notFinite;
            counts[Count.REPEATED.ordinal()] += batch.repeated;
            counts[Count.DISORDERED.ordinal()] += batch.disordered;
            counts[Count.HISTOGRAMS.ordinal()] += batch.histograms;
            counts[Count.EXEMPLARS.ordinal()] += batch.exemplars;
        } finally {
            counting.unlock();
        }
    }

    private void count(Count which, long by) {
        counting.lock();
        try {
            counts[which.ordinal()] += by;
        } finally {
            counting.unlock();
        }
    }

    /** Returns what was seen so far. */
    public ReceiverCounts counts() {
        counting.lock();
        try {
            return new ReceiverCounts(
                    counts[0],
                    counts[1],
                    counts[2],
                    counts[3],
                    counts[4],
                    counts[5],
                    counts[6],
                    counts[7],
                    counts[8],
                    counts[9],
                    counts[10],
                    counts[11],
                    counts[12]);
        } finally {
            counting.unlock();
        }
    }
}
