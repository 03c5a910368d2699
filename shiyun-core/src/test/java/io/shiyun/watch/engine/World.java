package io.shiyun.watch.engine;

import io.shiyun.metrics.Series;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import io.shiyun.watch.Alert;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Delivery;
import io.shiyun.watch.MetricSource;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Notifier;
import io.shiyun.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A watch on a store file under a clock that goes as told, a source of values by time, and a notifier that keeps all. */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    Instant now = START;
    final Inbox inbox = new Inbox("pager");
    final List<Alert> heard = new ArrayList<>();
    final List<Anomaly> anomalies = new ArrayList<>();
    final Values values = new Values();
    private final List<Store> others = new ArrayList<>();
    private final Path file;
    private final UnaryOperator<WatchSpec.Builder> setup;
    Store store;
    WatchRunner watch;

    World(Path file, UnaryOperator<WatchSpec.Builder> setup) {
        this.file = file;
        this.setup = setup;
        this.store = Store.open(file, StoreOptions.defaults().withClock(() -> now));
        this.watch = watch();
    }

    /** Returns a second watch of the same file, as another process has it, which tells the same inbox. */
    WatchRunner second(Predicate<String> dead) {
        Store another = Store.open(file, StoreOptions.defaults().withClock(() -> now));
        others.add(another);
        return WatchRunner.open(another, Turn.in(another, "second", dead), () -> now, Runnable::run, spec());
    }

    private WatchSpec spec() {
        return setup.apply(WatchSpec.builder()
                        .source(values)
                        .notifier(inbox)
                        .rhythm(Duration.ofSeconds(1), Duration.ofSeconds(5)))
                .build();
    }

    private WatchRunner watch() {
        WatchSpec spec = spec();
        WatchRunner made =
                WatchRunner.open(store, Turn.in(store, "first", process -> false), () -> now, Runnable::run, spec);
        made.onAlert(heard::add);
        made.onAnomaly(anomalies::add);
        return made;
    }

    /** Lets time pass, a tick a second. */
    World run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            watch.tick();
        }
        return this;
    }

    /** Stops without goodbye and starts again after a while, from what is in the file. */
    World restart(int secondsLater) {
        watch.close();
        store.close();
        now = now.plusSeconds(secondsLater);
        store = Store.open(file, StoreOptions.defaults().withClock(() -> now));
        watch = watch();
        return this;
    }

    /** Ends the process and has the store forget what was learnt. */
    World forgetLearnt() {
        watch.close();
        store.write(tx -> tx.learnt().deleteOlder(now.plusSeconds(1)));
        return this;
    }

    long second() {
        return Duration.between(START, now).toSeconds();
    }

    List<String> states() {
        return heard.stream().map(alert -> alert.status() + " " + alert.level()).toList();
    }

    @Override
    public void close() {
        watch.close();
        store.close();
        others.forEach(Store::close);
    }

    /** A notifier that keeps what it took, and fails while it is told to. */
    final class Inbox implements Notifier {
        final List<Notice> taken = new ArrayList<>();
        final List<String> lines = new ArrayList<>();
        int attempts;

        @Nullable Delivery fails;

        private final String name;

        Inbox(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Delivery send(Notice notice) {
            attempts++;
            if (fails != null) {
                return fails;
            }
            taken.add(notice);
            Alert alert = notice.alerts().get(0);
            lines.add(second() + " " + notice.status() + " " + alert.level() + " "
                    + alert.labels().getOrDefault("host", "-"));
            return Delivery.delivered();
        }
    }

    /** A source with one point a read, by host. */
    final class Values implements MetricSource {
        final Map<String, Function<Long, Double>> hosts = new TreeMap<>();

        @Nullable RuntimeException fails;

        int reads;

        @Override
        public String name() {
            return "here/r1";
        }

        void host(String name, Function<Long, Double> valueBySecond) {
            hosts.put(name, valueBySecond);
        }

        @Override
        public List<Series> read(Set<String> metrics, Instant from, Instant to) {
            reads++;
            if (fails != null) {
                throw fails;
            }
            List<Series> all = new ArrayList<>();
            if (metrics.contains("cpu")) {
                hosts.forEach((host, value) -> all.add(Series.named("cpu", "%")
                        .label("host", host)
                        .add(to.toEpochMilli(), value.apply(second()))
                        .build()));
            }
            return all;
        }
    }
}
