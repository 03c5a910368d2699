package io.shiyun.wire;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is fetched when it is first needed and again some time before it ends, by one caller at a time: while the old one
 * is still valid the others go on with it, and when there is none they wait for the one that fetches, each no longer than its own
 * call. A fetch that fails before the end of the old one is told as an event and tried again by a later call, not before half a
 * minute has gone by. No lock is held while fetching. Thread-safe.
 *
 * @param <C> what the provider signs with
 */
public final class Renewed<C> {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final CloudConfig config;
    private final Duration early;
    private final Function<Call, Credential<C>> fetch;
    private final AtomicReference<@Nullable CompletableFuture<Credential<C>>> fetching = new AtomicReference<>();
    private volatile @Nullable Credential<C> current;
    private volatile Instant notBefore = Instant.MIN;

    /**
     * A secret that {@code fetch} gets.
     *
     * @param early how long before its end it is fetched again
     */
    public Renewed(CloudConfig config, Duration early, Function<Call, Credential<C>> fetch) {
        this.config = config;
        this.early = early;
        this.fetch = fetch;
    }

    /** Returns the secret. */
    public C value(Call call) {
        return get(call).value();
    }

    /**
     * Returns the secret with its source and end, fetching it when it must be.
     *
     * @throws CloudException when there is no valid one and fetching failed
     */
    public Credential<C> get(Call call) {
        while (true) {
            Credential<C> held = current;
            Instant now = config.clock().instant();
            if (held != null && !due(held, now)) {
                return held;
            }
            Credential<C> valid = held != null && now.isBefore(held.expires().orElse(Instant.MAX)) ? held : null;
            if (valid != null && now.isBefore(notBefore)) {
                return valid;
            }
            CompletableFuture<Credential<C>> mine = new CompletableFuture<>();
            CompletableFuture<Credential<C>> other = fetching.compareAndExchange(null, mine);
            if (other == null) {
                return lead(mine, held, valid, call);
            }
            if (valid != null) {
                return valid;
            }
            Credential<C> fetched = follow(other, call);
            if (fetched != null) {
                return fetched;
            }
        }
    }

    /** Says that the cloud refused this secret, so that the next call fetches another; one that is held no longer changes nothing. */
    public void refuse(C refused) {
        Credential<C> held = current;
        if (held != null && held.value().equals(refused)) {
            current = null;
        }
    }

    private boolean due(Credential<C> held, Instant now) {
        return held.expires().isPresent() && !now.isBefore(held.expires().get().minus(early));
    }

    private Credential<C> lead(
            CompletableFuture<Credential<C>> mine,
            @Nullable Credential<C> held,
            @Nullable Credential<C> valid,
            Call call) {
        try {
            Credential<C> seen = current;
            if (seen != null && !seen.equals(held)) {
                // Another fetched it between our look and our turn.
                mine.complete(seen);
                return seen;
            }
            Credential<C> fetched = fetch.apply(call);
            current = fetched;
            // A source may go on giving what ends soon; it is not asked at each call for that.
            notBefore = config.clock().instant().plus(PAUSE);
            mine.complete(fetched);
            if (held != null) {
                tell(CloudEventKind.CREDENTIAL_RENEWED, "renewed from " + fetched.source());
            }
            return fetched;
        } catch (CloudException e) {
            mine.completeExceptionally(e);
            if (valid != null && e.reason() != Reason.CANCELLED) {
                notBefore = config.clock().instant().plus(PAUSE);
                tell(CloudEventKind.NOTE, "the credentials could not be renewed yet: " + e.problem());
                return valid;
            }
            throw e;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            fetching.set(null);
        }
    }

    /** Waits for another's fetch; null when it was that caller's own end that kept it from fetching. */
    private @Nullable Credential<C> follow(CompletableFuture<Credential<C>> other, Call call) {
        try {
            return other.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CloudException failure) {
                if (failure.reason() == Reason.CANCELLED || failure.reason() == Reason.TIMEOUT) {
                    call.check();
                    return null;
                }
                throw failure;
            }
            throw CloudException.notSent(Reason.UNKNOWN, "the credentials could not be fetched")
                    .cause(e)
                    .build();
        } catch (TimeoutException e) {
            throw call.over(io.shiyun.model.Certainty.NOT_SENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.over(io.shiyun.model.Certainty.NOT_SENT);
        }
    }

    private void tell(CloudEventKind kind, String message) {
        config.events().accept(new CloudEvent(config.cloud(), kind, message));
    }
}
