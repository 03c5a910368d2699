package io.shiyun.watch.engine;

import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.WholeAnomaly;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told, in this process, of what changes; and the log. Thread-safe. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    final List<Consumer<Alert>> alerts = new CopyOnWriteArrayList<>();
    final List<Consumer<Anomaly>> anomalies = new CopyOnWriteArrayList<>();

    final List<Consumer<WholeAnomaly>> wholes = new CopyOnWriteArrayList<>();

    void tell(List<Alert> changed, List<Anomaly> found, List<WholeAnomaly> foundWholes) {
        for (Alert alert : changed) {
            if (alert.status() == AlertStatus.PENDING) {
                LOG.debug("{}", alert.words());
            } else {
                LOG.info("{}", alert.words());
            }
        }
        tellEach(alerts, changed);
        tellEach(anomalies, found);
        tellEach(wholes, foundWholes);
    }

    private static <T> void tellEach(List<Consumer<T>> listeners, List<T> events) {
        for (T event : events) {
            for (Consumer<T> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    LOG.warn("A listener threw", e);
                }
            }
        }
    }
}
