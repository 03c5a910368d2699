package io.shiyun.call;

import io.shiyun.CallLimits;
import io.shiyun.call.CallContext.Source;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How the pipeline treats one operation: its limits in the form the steps use.
 *
 * @param operation which
 * @param effect what it does to the world
 * @param traffic with which other calls it shares guards
 * @param service number of its service, from 0
 * @param limits its limits
 * @param wholeNanos {@link CallLimits#whole}
 * @param usual that time, for an answer from anywhere
 * @param past that time, for an answer past the cache
 * @param attemptNanos {@link CallLimits#attempt}
 * @param freshNanos {@link CallLimits#fresh}; zero for what is never stored
 * @param staleNanos from when on a stored answer is too old to be given while it is renewed
 */
record Plan(
        Operation operation,
        Effect effect,
        Traffic traffic,
        int service,
        CallLimits limits,
        long wholeNanos,
        Allowance usual,
        Allowance past,
        long attemptNanos,
        long freshNanos,
        long staleNanos) {

    /** How many services there are to number. */
    static final int SERVICES = services().size();

    static Plan of(Operation operation, CallLimits limits) {
        return new Plan(
                operation,
                operation.effect(),
                Traffic.of(operation.effect()),
                services().indexOf(operation.service()),
                limits,
                limits.whole().toNanos(),
                new Allowance(limits.whole().toNanos(), Source.ANY),
                new Allowance(limits.whole().toNanos(), Source.CLOUD),
                limits.attempt().toNanos(),
                operation.effect() == Effect.READ ? limits.fresh().toNanos() : 0,
                limits.fresh().plus(limits.stale()).toNanos());
    }

    /** One plan an operation, by its ordinal. */
    static Plan[] all(Function<Operation, CallLimits> limits) {
        Operation[] operations = Operation.values();
        Plan[] plans = new Plan[operations.length];
        for (Operation operation : operations) {
            plans[operation.ordinal()] = of(operation, limits.apply(operation));
        }
        return plans;
    }

    private static List<Class<? extends CloudService>> services() {
        List<Class<? extends CloudService>> services = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            if (!services.contains(operation.service())) {
                services.add(operation.service());
            }
        }
        return services;
    }
}
