package io.shiyun.release;

import io.shiyun.ReleaseListener;
import io.shiyun.call.Clouds;
import io.shiyun.intent.Waiter;
import io.shiyun.spi.Call;
import io.shiyun.spi.Operation;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What the parts of the engine share. */
record Surroundings(
        Clouds clouds,
        Ledger ledger,
        InstantSource clock,
        LongSupplier ticker,
        Waiter waiter,
        ReleaseListener listener,
        Consumer<String> crashPoints) {

    Call call(Operation operation) {
        return clouds.call(operation);
    }

    /** A named place where a test may have everything end. */
    void reach(String point) {
        crashPoints.accept(point);
    }
}
