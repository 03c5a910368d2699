package io.shiyun;

import io.shiyun.call.Clouds;
import io.shiyun.intent.Driver;
import io.shiyun.intent.Step;
import io.shiyun.intent.Task;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.HostId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shells;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One command on many hosts at once. What one host answers, or does not, is no matter of another. */
final class HostBatch {
    private static final int KEPT = 64 * 1024;

    private final Clouds clouds;
    private final Driver driver;

    HostBatch(Clouds clouds, Driver driver) {
        this.clouds = clouds;
        this.driver = driver;
    }

    List<HostRun> run(Collection<HostId> hosts, Command command, Duration time) {
        Call call = clouds.call(time);
        List<Task<HostRun>> tasks = hosts.stream()
                .<Task<HostRun>>map(host -> () -> Step.end(run(host, command, call)))
                .toList();
        return driver.runAll(tasks).stream().map(Driver.Outcome::orThrow).toList();
    }

    private HostRun run(HostId host, Command command, Call whole) {
        Beginning out = new Beginning();
        Beginning err = new Beginning();
        try {
            whole.check();
            int exit = clouds.service(host.cloud(), Shells.class)
                    .run(host, command, Pipes.to(out, err), clouds.call(whole.remaining()));
            return new HostRun(host, Optional.of(exit), out.text(), err.text(), Optional.empty());
        } catch (CloudException refused) {
            return new HostRun(host, Optional.empty(), out.text(), err.text(), Optional.of(refused.problem()));
        }
    }

    /** Keeps the beginning and lets the rest go. */
    private static final class Beginning extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            if (kept.size() < KEPT) {
                kept.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, Math.max(0, Math.min(length, KEPT - kept.size())));
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
