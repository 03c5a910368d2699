package io.shiyun.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.shiyun.CallLimits;
import io.shiyun.CallListener;
import io.shiyun.CallListener.BreakerState;
import io.shiyun.Permit;
import io.shiyun.call.CallContext.Source;
import io.shiyun.call.Step.Next;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way every call to a cloud takes: permit, audit, cache, retry, guard, time out. One serves all clouds of a Shiyun;
 * thread-safe. Closing it calls off what is in flight.
 */
public final class Pipeline implements AutoCloseable {
    private static final Duration BARE = Duration.ofSeconds(30);
    private static final long MOST_REGIONS = 4_096;

    private final Plan[] plans;
    private final GuardPolicy guards;
    private final RetryPolicy retries;
    private final DoubleSupplier jitter;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final SafeListener listener;
    private final Watchdog watchdog;
    private final TimeOutStep last;
    private final CacheStep cache;
    private final boolean cacheIsFirst;
    private final Next first;
    private final Cache<Region, Lane> lanes;
    private volatile @Nullable Lane recent;

    private Pipeline(Builder builder) {
        Map<Operation, CallLimits> changed = new EnumMap<>(builder.limits);
        this.plans = Plan.all(operation -> changed.getOrDefault(operation, CallDefaults.of(operation)));
        this.guards = builder.guards;
        this.retries = builder.retries;
        this.jitter = builder.jitter;
        this.clock = builder.clock;
        this.ticker = builder.ticker;
        this.listener = new SafeListener(builder.listener);
        this.watchdog = new Watchdog(ticker);
        this.last = new TimeOutStep(watchdog);
        this.lanes = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(MOST_REGIONS)
                .build();
        this.cache = new CacheStep(new AnswerStore(builder.mostStored), clock, builder.executor, listener);
        List<Step> steps = steps(builder);
        this.cacheIsFirst = steps.get(0) == cache;
        this.first = Chain.of(steps);
    }

    private List<Step> steps(Builder builder) {
        List<Step> steps = new ArrayList<>();
        if (listener.listens()) {
            steps.add(new ObserveStep(listener));
        }
        if (builder.permit != Permit.ALL) {
            steps.add(new PermitStep(builder.permit));
        }
        if (builder.audit != AuditSink.NONE) {
            steps.add(new AuditStep(builder.audit, clock));
        }
        steps.add(cache);
        steps.add(new ContextStep());
        steps.add(new RetryStep(builder.sleeper, listener));
        steps.add(new GuardStep(builder.sleeper));
        steps.add(last);
        return steps;
    }

    /** Collects what a pipeline is made of; everything has a default. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The same cloud, with every call to it on this way.
     *
     * @param abilities what its provider, or this account, can do: which creates are safe to send again
     */
    public GuardedCloud guard(Cloud cloud, Capabilities abilities) {
        return guard(cloud, () -> abilities);
    }

    /** The same, for a cloud of which more may be known later. */
    public GuardedCloud guard(Cloud cloud, Supplier<Capabilities> abilities) {
        return new GuardedCloud(this, cloud, abilities);
    }

    /** The time that a call of this operation has, to be handed to a guarded service. It begins anew with each use. */
    public Call call(Operation operation) {
        return plans[operation.ordinal()].usual();
    }

    /** The same for a read that must see what is there now: its answer never comes from the cache. */
    public Call freshCall(Operation operation) {
        return plans[operation.ordinal()].past();
    }

    /** The time that calls have which together take no longer than this; it begins now. */
    public Call call(Duration time) {
        return CallContext.lasting(time.toNanos(), ticker);
    }

    /** What an operation may take here. */
    public CallLimits limits(Operation operation) {
        return plans[operation.ordinal()].limits();
    }

    /** How the circuit breaker of a region stands; CLOSED where there is none. */
    public BreakerState breaker(Region region) {
        Lane lane = lanes.getIfPresent(region);
        Breaker breaker = lane == null ? null : lane.breaker();
        return breaker == null ? BreakerState.CLOSED : breaker.state();
    }

    /** The retry budget of a region: tokens left. */
    public int retryBudget(Region region) {
        return lane(region).retries().budget().available();
    }

    /** Makes all stored answers of a service in a region old, after a change that did not come this way. */
    public void changed(Region region, Class<? extends CloudService> service) {
        for (Plan plan : plans) {
            if (plan.operation().service() == service) {
                lane(region).changed(plan.service());
                return;
            }
        }
    }

    LongSupplier ticker() {
        return ticker;
    }

    <S extends CloudService, T> T run(
            Operation operation,
            Supplier<Capabilities> abilities,
            Located subject,
            @Nullable Object argument,
            Call call,
            S service,
            Invocation.Body<? super S, T> body) {
        Plan plan = plans[operation.ordinal()];
        Lane lane = lane(subject.region());
        if (cacheIsFirst && plan.freshNanos() > 0 && CallContext.source(call) == Source.ANY) {
            Answer stored = cache.peek(plan, lane, new CacheKey(operation, subject, argument), ticker.getAsLong());
            if (stored != null) {
                @SuppressWarnings("unchecked") // the operation, which is part of the key, fixes the type of the answer
                T answer = (T) stored.value();
                return answer;
            }
        }
        CallContext context = CallContext.within(call, ticker);
        return first.proceed(new Invocation<>(plan, abilities, lane, subject, argument, context, service, body));
    }

    /** Asks past everything but the time limit. */
    <T> T bare(Call call, TimeOutStep.Question<T> question) {
        CallContext context = CallContext.within(call, ticker);
        return last.within(new Attempt(context, null, BARE.toNanos()), question);
    }

    private Lane lane(Region region) {
        Lane lane = recent;
        if (lane == null || !lane.region().equals(region)) {
            lane = Objects.requireNonNull(lanes.get(region, this::open));
            recent = lane;
        }
        return lane;
    }

    private Lane open(Region region) {
        return new Lane(region, new RetryStrategy(retries, jitter), guards, ticker, listener);
    }

    @Override
    public void close() {
        watchdog.close();
    }

    /** Collects what a pipeline is made of; not safe for use by several threads. */
    public static final class Builder {
        private final Map<Operation, CallLimits> limits = new EnumMap<>(Operation.class);
        private GuardPolicy guards = GuardPolicy.standard();
        private RetryPolicy retries = RetryPolicy.standard();
        private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private Sleeper sleeper = Sleeper.REAL;
        private Executor executor = Runnable::run;
        private CallListener listener = CallListener.NONE;
        private Permit permit = Permit.ALL;
        private AuditSink audit = AuditSink.NONE;
        private long mostStored = 50_000;

        private Builder() {}

        /** Changes the limits of one operation. */
        public Builder limits(Operation operation, UnaryOperator<CallLimits> change) {
            limits.put(operation, change.apply(limits.getOrDefault(operation, CallDefaults.of(operation))));
            return this;
        }

        /** Sets when regions are left alone, and how much may go to one. */
        public Builder guards(GuardPolicy policy) {
            this.guards = policy;
            return this;
        }

        /** Sets what is tried again. */
        public Builder retries(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /** Sets what spreads retries: numbers from 0 to 1. */
        public Builder jitter(DoubleSupplier random) {
            this.jitter = random;
            return this;
        }

        /** Sets what tells the time of day. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Sets what measures time in nanoseconds. */
        public Builder ticker(LongSupplier nanos) {
            this.ticker = nanos;
            return this;
        }

        /** Sets how calls wait. */
        public Builder sleeper(Sleeper how) {
            this.sleeper = how;
            return this;
        }

        /** Sets where stale answers are renewed; the calling thread when not set. */
        public Builder executor(Executor where) {
            this.executor = where;
            return this;
        }

        /** Sets who hears of what happens to calls. */
        public Builder listener(CallListener who) {
            this.listener = who;
            return this;
        }

        /** Sets what is allowed. */
        public Builder permit(Permit who) {
            this.permit = who;
            return this;
        }

        /** Sets where records of calls go. */
        public Builder audit(AuditSink where) {
            this.audit = where;
            return this;
        }

        /** Sets how many items stored answers may hold; 50,000 when not set. */
        public Builder mostStored(long items) {
            this.mostStored = items;
            return this;
        }

        public Pipeline build() {
            return new Pipeline(this);
        }
    }
}
