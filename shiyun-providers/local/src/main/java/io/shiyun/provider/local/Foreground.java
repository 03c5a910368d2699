package io.shiyun.provider.local;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.process.ForegroundRun;
import io.shiyun.process.LaunchOrder;
import io.shiyun.process.Streams;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Registration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a command for a call, and ends it with the call. */
final class Foreground {
    private Foreground() {}

    static int run(LaunchOrder order, Pipes pipes, Call call) {
        Streams streams = new Streams(pipes.in(), pipes.out(), pipes.err());
        AtomicBoolean cancelled = new AtomicBoolean();
        try (ForegroundRun run = ForegroundRun.start(order, streams);
                Registration onCancel = call.onCancel(() -> {
                    cancelled.set(true);
                    run.cancel();
                })) {
            int exit = run.await(call.remaining());
            if (cancelled.get()) {
                throw call.over(Certainty.AMBIGUOUS);
            }
            return exit;
        } catch (TimeoutException late) {
            throw call.over(Certainty.AMBIGUOUS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw over(call);
        }
    }

    private static CloudException over(Call call) {
        return call.over(Certainty.AMBIGUOUS);
    }
}
