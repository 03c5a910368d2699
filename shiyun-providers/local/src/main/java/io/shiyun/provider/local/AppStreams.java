package io.shiyun.provider.local;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.LogLine;
import io.shiyun.model.OutputStreamKind;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaId;
import io.shiyun.process.LogPosition;
import io.shiyun.process.RotatingLog;
import io.shiyun.spi.AppEvent;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Logs and changes of apps, handed out in the caller's thread. A replica's output and errors are one file without times, so lines
 * have none, and {@code since} leaves out replicas whose file has not been written to since.
 */
final class AppStreams {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LINES = 1_000;
    private static final String END = ".log";

    private final Desk desk;

    AppStreams(Desk desk) {
        this.desk = desk;
    }

    Cursor logs(LiveApp app, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        Map<String, LogPosition> positions = parse(from);
        CountDownLatch over = new CountDownLatch(1);
        try (Registration onCancel = call.onCancel(over::countDown)) {
            if (query.tail() > 0) {
                tail(app, query, positions, to);
            }
            boolean more = true;
            while (more) {
                boolean delivered = false;
                for (Map.Entry<String, RotatingLog> log : logs(app, query).entrySet()) {
                    LogPosition before = positions.getOrDefault(log.getKey(), LogPosition.START);
                    ReplicaId replica = new ReplicaId(app.id(), log.getKey());
                    LogPosition after =
                            log.getValue().read(before, LINES, !query.follow(), text -> to.accept(line(replica, text)));
                    positions.put(log.getKey(), after);
                    boolean nothingYet = before.equals(LogPosition.START) && after.offset() == 0;
                    delivered |= !after.equals(before) && !nothingYet;
                }
                more = query.follow() ? goesOn(delivered, over, call) : delivered;
            }
        }
        return new Cursor(text(positions));
    }

    private boolean goesOn(boolean delivered, CountDownLatch over, Call call) {
        if (call.remaining().isZero() || !desk.open()) {
            return false;
        }
        try {
            return !over.await(delivered ? 0 : POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tail(LiveApp app, LogQuery query, Map<String, LogPosition> positions, Consumer<LogLine> to) {
        logs(app, query).forEach((name, log) -> {
            RotatingLog.Tail tail = log.tail(query.tail());
            ReplicaId replica = new ReplicaId(app.id(), name);
            tail.lines().forEach(text -> to.accept(line(replica, text)));
            positions.put(name, tail.next());
        });
    }

    /** The logs of all replicas there are and, for a while, were. */
    private Map<String, RotatingLog> logs(LiveApp app, LogQuery query) {
        Map<String, RotatingLog> logs = new TreeMap<>();
        Path folder = app.replicas().log("any").getParent();
        for (Path file : folder == null ? java.util.List.<Path>of() : Folders.list(folder)) {
            String name = String.valueOf(file.getFileName());
            if (!name.endsWith(END)) {
                continue;
            }
            String replica = name.substring(0, name.length() - END.length());
            boolean recent = query.since()
                    .map(since ->
                            !Instant.ofEpochMilli(file.toFile().lastModified()).isBefore(since))
                    .orElse(true);
            if (recent && (query.replica().isEmpty() || query.replica().equals(replica))) {
                logs.put(
                        replica,
                        app.replicas()
                                .find(replica)
                                .map(LiveReplica::log)
                                .orElseGet(() -> new RotatingLog(file, Long.MAX_VALUE, 1)));
            }
        }
        return logs;
    }

    private static LogLine line(ReplicaId replica, String text) {
        return new LogLine(replica, Optional.empty(), OutputStreamKind.OUT, text);
    }

    private static Map<String, LogPosition> parse(Cursor from) {
        Map<String, LogPosition> positions = new HashMap<>();
        for (String part : from.value().split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                LogPosition.parse(part.substring(equals + 1))
                        .ifPresent(position -> positions.put(part.substring(0, equals), position));
            }
        }
        return positions;
    }

    private static String text(Map<String, LogPosition> positions) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(positions)
                .forEach((name, position) -> text.append(text.length() == 0 ? "" : ",")
                        .append(name)
                        .append('=')
                        .append(position.encode()));
        return text.toString();
    }

    /** No history is kept, so every watch begins with all there is. */
    Cursor watch(ProjectId project, Function<LiveApp, App> fact, Consumer<AppEvent> to, Call call) {
        CountDownLatch over = new CountDownLatch(1);
        Map<AppId, App> told = new LinkedHashMap<>();
        Cursor synced = new Cursor("live");
        boolean first = true;
        try (Registration onCancel = call.onCancel(over::countDown)) {
            do {
                Map<AppId, App> now = new LinkedHashMap<>();
                desk.world().apps().stream()
                        .filter(app -> app.id().project().equals(project))
                        .forEach(app -> now.put(app.id(), fact.apply(app)));
                now.forEach((id, app) -> {
                    if (!app.equals(told.get(id))) {
                        to.accept(new AppEvent.Seen(app));
                    }
                });
                told.keySet().stream()
                        .filter(id -> !now.containsKey(id))
                        .forEach(id -> to.accept(new AppEvent.Gone(id)));
                told.clear();
                told.putAll(now);
                if (first) {
                    to.accept(new AppEvent.Synced(synced));
                    first = false;
                }
            } while (goesOn(false, over, call));
        }
        return synced;
    }
}
