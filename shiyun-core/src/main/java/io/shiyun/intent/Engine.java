package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Operation;
import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What every piece of work on an intent needs. Thread-safe. */
final class Engine {
    final Clouds clouds;
    final Journal journal;
    final SpendDesk spend;
    final Leases leases;
    final InstantSource clock;
    final LongSupplier ticker;
    final Consumer<String> crash;
    final Remover remover;
    final Map<String, IntentKind<?>> kinds;
    private final Predicate<String> dead;
    /** The operations that a thread of this process works on now. */
    private final Set<String> active = ConcurrentHashMap.newKeySet();

    Engine(
            Clouds clouds,
            Journal journal,
            SpendDesk spend,
            Leases leases,
            InstantSource clock,
            LongSupplier ticker,
            Consumer<String> crash,
            Predicate<String> dead,
            Map<String, IntentKind<?>> kinds) {
        this.clouds = clouds;
        this.journal = journal;
        this.spend = spend;
        this.leases = leases;
        this.clock = clock;
        this.ticker = ticker;
        this.crash = crash;
        this.dead = dead;
        this.remover = new Remover(clouds);
        this.kinds = Map.copyOf(kinds);
    }

    /** Takes an intent that nobody works on: its lease has ended, it is ours, or its owner is known to be dead. */
    Optional<IntentRow> claim(IntentRow row) {
        if (row.owner().equals(leases.owner()) || !row.leaseUntil().isAfter(clock.instant())) {
            return journal.claim(row);
        }
        boolean left = !LiveEngines.isOpen(row.owner()) && dead.test(LiveEngines.process(row.owner()));
        return left ? journal.takeOver(row) : Optional.empty();
    }

    /** Takes an operation for this thread's work; answers whether nobody else in this process has it. */
    boolean take(String operationId) {
        return active.add(operationId);
    }

    void leave(String operationId) {
        active.remove(operationId);
    }

    boolean isActive(String operationId) {
        return active.contains(operationId);
    }

    void reach(String point) {
        crash.accept(point);
    }

    Call call(Operation operation) {
        return clouds.freshCall(operation);
    }

    static Region region(IntentRow row) {
        return new Region(new CloudId(row.cloud()), row.region());
    }

    Guarantee guarantee(IntentRow row, Operation creating) {
        return clouds.capabilities(new CloudId(row.cloud())).guarantee(creating);
    }

    /** Whether sending the same once more makes no second thing. */
    boolean repeatable(IntentRow row, IntentKind<?> kind) {
        if (!kind.makes()) {
            return true;
        }
        Guarantee guarantee = guarantee(row, kind.operation());
        return switch (guarantee.kind()) {
            case NAME -> true;
            case TOKEN -> clock.instant().isBefore(row.created().plus(guarantee.tokenLife()));
            case TAGS, NONE -> false;
        };
    }

    /** Asks a provider; what it throws that is not a CloudException may have happened after the request was sent. */
    static <P> P answer(Supplier<P> question) {
        try {
            return question.get();
        } catch (CloudException e) {
            throw e;
        } catch (RuntimeException e) {
            throw CloudException.ambiguous(Reason.UNKNOWN, "the provider failed: " + e)
                    .cause(e)
                    .build();
        }
    }

    /** Nanoseconds since {@code start}, a value of the ticker. */
    Duration since(long start) {
        return Duration.ofNanos(ticker.getAsLong() - start);
    }
}
