package io.shiyun.provider.sim;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Located;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.spi.Call;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The way of every request of one session to the simulated cloud, and of every answer back: where all faults happen. */
final class Wire {
    private final SimWorld world;
    private final CloudId cloud;
    private volatile boolean closed;

    Wire(SimWorld world, CloudId cloud) {
        this.world = world;
        this.cloud = cloud;
    }

    void close() {
        closed = true;
    }

    /** Has {@code body} carried out, unless something goes wrong; at most once, but for a duplicate. */
    <T> T ask(Operation operation, Located subject, Call call, Supplier<T> body) {
        if (closed) {
            throw CloudException.notSent(Reason.CANCELLED, "the session with '" + cloud + "' is closed; connect again")
                    .build();
        }
        call.check();
        checkPlace(subject.region());
        Faults faults = world.faults();
        long number = world.arrived(operation);
        if (faults.isDead()) {
            throw CloudException.notSent(Reason.UNAVAILABLE, "the connection to " + subject.region() + " was refused")
                    .scope(Scope.REGION)
                    .code("ConnectionRefused")
                    .build();
        }
        if (faults.isSilent()) {
            world.time().pass(call.remaining(), call);
            throw call.over(Certainty.AMBIGUOUS);
        }
        Optional<Fault> fault = faults.befalls(operation, world.chance(operation.label(), number));
        Duration delay = faults.delay();
        boolean heard = delay.isZero() || world.time().pass(delay, call);
        T answer;
        try {
            answer = carryOut(fault, "sim-request-" + operation.label() + "-" + number, body);
        } catch (CloudException refusal) {
            throw heard ? refusal : call.over(Certainty.AMBIGUOUS);
        }
        if (!heard) {
            throw call.over(Certainty.AMBIGUOUS);
        }
        call.requestId("sim-request-" + operation.label() + "-" + number);
        return answer;
    }

    /** As {@link #ask}, where there is nothing to answer. */
    void tell(Operation operation, Located subject, Call call, Runnable body) {
        ask(operation, subject, call, () -> {
            body.run();
            return true;
        });
    }

    private <T> T carryOut(Optional<Fault> fault, String request, Supplier<T> body) {
        if (fault.isEmpty()) {
            return world.locked(body);
        }
        switch (fault.get()) {
            case THROTTLED:
                throw CloudException.rejected(Reason.THROTTLED, "too many requests; ask again in a second")
                        .code("TooManyRequests")
                        .requestId(request)
                        .retryAfter(Duration.ofSeconds(1))
                        .build();
            case LOST_REQUEST:
                throw broken("the connection broke before an answer came", "ConnectionReset");
            case LOST_REPLY:
                world.locked(body);
                throw broken("the connection broke before an answer came", "ConnectionReset");
            case PARTIAL_BODY:
                world.locked(body);
                throw broken("the answer broke off and cannot be read", "TruncatedBody");
            case DUPLICATE:
                T first = world.locked(body);
                repeat(body);
                return first;
            default:
                throw new IllegalStateException("no such fault: " + fault.get());
        }
    }

    /** The second arrival of a request; nobody is there to read its answer, refusals included. */
    private <T> Optional<T> repeat(Supplier<T> body) {
        try {
            return Optional.of(world.locked(body));
        } catch (CloudException unread) {
            return Optional.empty();
        }
    }

    private static CloudException broken(String message, String code) {
        return CloudException.ambiguous(Reason.UNAVAILABLE, message).code(code).build();
    }

    private void checkPlace(Region region) {
        if (!region.cloud().equals(cloud) || !world.options().regions().contains(region.name())) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "'" + region + "' is no region of '" + cloud + "'; it has "
                                    + world.options().regions())
                    .build();
        }
    }
}
