package io.shiyun.tck;

import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is tested: an open session, names that nobody else uses, calls, waiting, and a memory of what is to be
 * taken away again.
 */
public final class Bench implements AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final TckHarness harness;
    private final CloudProvider provider;
    private final Cloud cloud;
    private final Capabilities capabilities;
    private final Region region;
    private final String run = Long.toString(System.nanoTime() & 0xfff_ffff_ffffL, 36);
    private final AtomicInteger count = new AtomicInteger();
    private final Cleanup cleanup = new Cleanup();
    private final Fixtures fixtures;
    private volatile @Nullable Thread only;

    Bench(TckHarness harness) {
        this.harness = harness;
        this.provider = harness.provider();
        this.cloud = provider.connect(harness.config());
        this.region = harness.option("region")
                .map(name -> new Region(harness.config().cloud(), name))
                .orElseGet(() -> cloud.regions().get(0));
        this.capabilities = cloud.narrow(provider.capabilities(), call());
        this.fixtures = new Fixtures(this);
    }

    /** Returns the harness. */
    TckHarness harness() {
        return harness;
    }

    /** Returns the provider under test. */
    CloudProvider provider() {
        return provider;
    }

    /** Returns the session that is open for the whole run. */
    Cloud cloud() {
        return cloud;
    }

    /** Returns what this session can do. */
    Capabilities capabilities() {
        return capabilities;
    }

    /** Returns where to work. */
    Region region() {
        return region;
    }

    /** Returns whether sending the intent of this create again is answered with what it made before. */
    boolean keepsTokens(Operation create) {
        return capabilities.guarantee(create).kind() == GuaranteeKind.TOKEN;
    }

    /** Returns things that several rules share. */
    Fixtures fixtures() {
        return fixtures;
    }

    /** Returns what is to be taken away. */
    Cleanup cleanup() {
        return cleanup;
    }

    /** Returns a service of the open session. */
    <S extends CloudService> S service(Class<S> type) {
        return service(cloud, type);
    }

    /** Returns a service of a session. */
    static <S extends CloudService> S service(Cloud session, Class<S> type) {
        return session.find(type)
                .orElseThrow(() -> new AssertionError(
                        "find(" + type.getSimpleName() + ") is empty, though operations of it are said to be usable"));
    }

    /** Opens another session with the same account; it is closed when the rule ends. */
    Cloud another() {
        Cloud other = provider.connect(harness.config());
        cleanup.add("a session", () -> {
            other.close();
            return true;
        });
        return other;
    }

    /** Returns a call with time enough for one request. */
    TckCall call() {
        return call(CALL);
    }

    /** Lets only this thread make calls from now on. */
    void keepFor(Thread thread) {
        only = thread;
    }

    /** Returns a call of this length. */
    TckCall call(Duration time) {
        Thread kept = only;
        if (kept != null && kept != Thread.currentThread()) {
            throw new AssertionError("the run was ended");
        }
        return new TckCall(harness.ticker(), time);
    }

    /** Returns a call that is over. */
    Call over() {
        return call(Duration.ZERO);
    }

    /** Returns a call that was cancelled. */
    Call cancelled() {
        TckCall call = call();
        call.cancel();
        return call;
    }

    /** Returns a name that nobody else uses: lower-case letters, digits and hyphens, at most 30 characters. */
    String name(String hint) {
        return "tck-" + run + "-" + hint + count.incrementAndGet();
    }

    /** Returns an intent that nobody else has. */
    Intent intent() {
        String token = "tck" + run + "0".repeat(24);
        String number = Integer.toString(count.incrementAndGet());
        return new Intent(
                token.substring(0, 24 - number.length()) + number,
                new TreeMap<>(Map.of("shiyun-tck", run, "shiyun-tck-n", number)));
    }

    /** Remembers to take something away when the rule ends. */
    void later(String what, Callable<?> action) {
        cleanup.add(what, action);
    }

    /** Lets time pass. */
    void pause(Duration time) {
        try {
            harness.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the run was interrupted", e);
        }
    }

    /** Goes on with an operation until it is done, for as long as the harness has patience. */
    <T> T done(Progress<T> first, Function<Ticket, Progress<T>> proceed) {
        Progress<T> last = end(first, proceed);
        if (last instanceof Progress.Done<T> done) {
            return done.value();
        }
        throw new AssertionError("it failed after it was accepted: " + problem(last));
    }

    /** Goes on with an operation until it is done or failed. */
    <T> Progress<T> end(Progress<T> first, Function<Ticket, Progress<T>> proceed) {
        long start = harness.ticker().getAsLong();
        Progress<T> now = first;
        while (now instanceof Progress.Ongoing<T> ongoing) {
            checkTicket(ongoing.ticket());
            Duration waited = Duration.ofNanos(harness.ticker().getAsLong() - start);
            Expect.that(
                    waited.compareTo(harness.patience()) < 0,
                    "it was not done after %s; so far %s",
                    harness.patience(),
                    ongoing.soFar().map(Object::toString).orElse("nothing is to be seen"));
            pause(ongoing.askAgainIn().isZero() ? SHORTEST : shorter(ongoing.askAgainIn(), LONGEST));
            now = proceed.apply(ongoing.ticket());
        }
        return now;
    }

    /** Waits until something holds, for as long as the harness has patience. */
    void until(String what, Callable<Boolean> holds) throws Exception {
        long start = harness.ticker().getAsLong();
        while (!holds.call()) {
            Duration waited = Duration.ofNanos(harness.ticker().getAsLong() - start);
            Expect.that(waited.compareTo(harness.patience()) < 0, "%s: not so after %s", what, harness.patience());
            pause(Duration.ofMillis(50));
        }
    }

    private void checkTicket(Ticket ticket) {
        Expect.same(cloud.regions().get(0).cloud(), ticket.cloud(), "the cloud of a ticket");
    }

    private static Problem problem(Progress<?> progress) {
        return progress instanceof Progress.Failed<?> failed
                ? failed.problem()
                : Problem.of(Reason.UNKNOWN, progress.toString());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Walks all pages and fails on a duplicate, an endless walk or a gap. */
    <T> List<T> all(Function<Cursor, Page<T>> pages, Function<T, ?> key) {
        List<T> items = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        Set<Cursor> cursors = new HashSet<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Expect.that(cursors.add(next.get()), "the cursor '%s' came twice; the walk would not end", next.get());
            Page<T> page = pages.apply(next.get());
            Expect.that(page.missing().isEmpty(), "the list has gaps: %s", page.missing());
            for (T item : page.items()) {
                Expect.that(seen.add(key.apply(item)), "%s is listed twice", key.apply(item));
                items.add(item);
            }
            next = page.next();
        }
        return items;
    }

    @Override
    public void close() {
        cleanup.runTo(0);
        cloud.close();
    }
}
