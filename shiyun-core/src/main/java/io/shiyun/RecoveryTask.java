package io.shiyun;

import io.shiyun.intent.Ending;
import io.shiyun.intent.Intents;
import io.shiyun.intent.Resumed;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.release.ReleaseEngine;
import io.shiyun.store.IntentRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on, beside everything else, with what an earlier process left unfinished. */
final class RecoveryTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryTask.class);

    private final FutureTask<Recovery> task;

    private RecoveryTask(FutureTask<Recovery> task) {
        this.task = task;
    }

    static RecoveryTask start(ReleaseEngine releases, Intents intents, Executor executor) {
        FutureTask<Recovery> task = new FutureTask<>(() -> recover(releases, intents));
        executor.execute(task);
        return new RecoveryTask(task);
    }

    private static Recovery recover(ReleaseEngine releases, Intents intents) {
        List<String> open = new ArrayList<>();
        List<Release> ended = new ArrayList<>();
        try {
            ended.addAll(releases.resume());
        } catch (RuntimeException e) {
            open.add("releases: " + e.getMessage());
            LOG.warn("Unfinished releases could not be gone on with", e);
        }
        Resumed resumed = intents.resume();
        List<String> others = new ArrayList<>();
        for (Ending<?> ending : resumed.endings()) {
            (ending instanceof Ending.Unsettled ? open : others).add(sentence(ending.intent()));
        }
        resumed.stopped().forEach((operation, why) -> open.add("operation " + operation + ": " + why.getMessage()));
        Recovery recovery = new Recovery(ended, others, open);
        if (!ended.isEmpty() || !others.isEmpty() || !open.isEmpty()) {
            LOG.info(
                    "Went on with {} releases and {} other operations; {} are still open",
                    ended.size(),
                    others.size(),
                    open.size());
        }
        return recovery;
    }

    private static String sentence(IntentRow row) {
        return row.kind() + " of " + row.resource() + " at " + row.cloud() + "/" + row.region() + ": " + row.state()
                + (row.problem().isEmpty() ? "" : ", " + row.problem());
    }

    Recovery await(Duration atMost) {
        try {
            return task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw CloudException.notSent(Reason.TIMEOUT, "unfinished work is still gone on with after " + atMost)
                    .cause(e)
                    .build();
        } catch (CancellationException e) {
            throw CloudException.notSent(Reason.CANCELLED, "this Shiyun is closed")
                    .cause(e)
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CloudException.notSent(Reason.CANCELLED, "the wait for unfinished work was interrupted")
                    .cause(e)
                    .build();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Unfinished work cannot be gone on with: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        task.cancel(true);
    }
}
