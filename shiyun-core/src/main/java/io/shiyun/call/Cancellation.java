package io.shiyun.call;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what providers registered for the end of a call, on a thread of its own: such an action may block. */
final class Cancellation {
    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

    private Cancellation() {}

    static void run(List<Runnable> actions) {
        Thread thread = new Thread(() -> actions.forEach(Cancellation::runOne), "shiyun-cancellation");
        thread.setDaemon(true);
        thread.start();
    }

    private static void runOne(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.warn("An action registered for the end of a call failed; what it should have closed may stay open", e);
        }
    }
}
