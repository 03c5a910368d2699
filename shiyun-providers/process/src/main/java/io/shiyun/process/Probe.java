package io.shiyun.process;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A question that tells whether a process serves. */
public sealed interface Probe extends HealthMonitor.Question {
    @Override
    default ProbeResult ask(Duration timeout) {
        return ProbeRunner.ask(this, timeout);
    }

    /** Healthy when a connection is accepted. */
    record Tcp(InetSocketAddress address) implements Probe {}

    /**
     * Healthy when a GET of the path answers with a status of the range.
     *
     * @param path begins with a slash and may hold a query
     * @param least the lowest status that counts as healthy
     * @param most the highest
     */
    record Http(InetSocketAddress address, String path, int least, int most) implements Probe {
        public Http {
            if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
                throw new IllegalArgumentException(
                        "a health check path begins with '/' and holds no blanks, not '" + path + "'");
            }
            if (least < 100 || most > 599 || least > most) {
                throw new IllegalArgumentException("not a range of HTTP statuses: " + least + " to " + most);
            }
        }

        /** Accepts any status from 200 to 399. */
        public Http(InetSocketAddress address, String path) {
            this(address, path, 200, 399);
        }
    }

    /** Healthy when the command ends with exit code 0. */
    record Command(List<String> command, Path directory, Map<String, String> environment, Marker marker)
            implements Probe {
        public Command {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }
}
