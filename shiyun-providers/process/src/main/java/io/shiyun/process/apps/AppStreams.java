package io.shiyun.process.apps;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.LogLine;
import io.shiyun.model.OutputStreamKind;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaId;
import io.shiyun.process.LineLog;
import io.shiyun.process.LogPosition;
import io.shiyun.process.ProcessException;
import io.shiyun.spi.AppEvent;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Logs and changes of apps, handed out in the caller's thread. A replica's output and errors are one file without times, so lines
 * have none, and {@code since} leaves out replicas whose file has not been written to since.
 */
final class AppStreams {
    /** How often apps that are watched are looked at. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final int LINES = 1_000;

    private final AppTable table;
    private final BooleanSupplier open;

    AppStreams(AppTable table, BooleanSupplier open) {
        this.table = table;
        this.open = open;
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
                for (Map.Entry<String, LineLog> log : logs(app, query).entrySet()) {
                    delivered |= read(app, log.getKey(), log.getValue(), query, positions, to);
                }
                more = query.follow()
                        ? goesOn(delivered ? Duration.ZERO : table.ground().logPoll(), over, call)
                        : delivered;
            }
        }
        return new Cursor(text(positions));
    }

    /** Reads on in one log. One whose machine does not answer is read later, unless it alone was asked for. */
    private boolean read(
            LiveApp app,
            String name,
            LineLog log,
            LogQuery query,
            Map<String, LogPosition> positions,
            Consumer<LogLine> to) {
        LogPosition before = positions.getOrDefault(name, LogPosition.START);
        ReplicaId replica = new ReplicaId(app.id(), name);
        LogPosition after;
        try {
            after = log.read(before, LINES, !query.follow(), text -> to.accept(line(replica, text)));
        } catch (ProcessException failed) {
            skip(query, failed);
            return false;
        }
        positions.put(name, after);
        boolean nothingYet = before.equals(LogPosition.START) && after.offset() == 0;
        return !after.equals(before) && !nothingYet;
    }

    private static void skip(LogQuery query, ProcessException failed) {
        if (failed.kind() != ProcessException.Kind.UNREACHABLE
                || !query.replica().isEmpty()) {
            throw failed;
        }
    }

    private boolean goesOn(Duration pause, CountDownLatch over, Call call) {
        if (call.remaining().isZero() || !open.getAsBoolean()) {
            return false;
        }
        try {
            return !over.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tail(LiveApp app, LogQuery query, Map<String, LogPosition> positions, Consumer<LogLine> to) {
        logs(app, query).forEach((name, log) -> {
            try {
                LineLog.Tail tail = log.tail(query.tail());
                ReplicaId replica = new ReplicaId(app.id(), name);
                tail.lines().forEach(text -> to.accept(line(replica, text)));
                positions.put(name, tail.next());
            } catch (ProcessException failed) {
                skip(query, failed);
            }
        });
    }

    /** The logs of all replicas there are and, where they are kept for a while, were. */
    private Map<String, LineLog> logs(LiveApp app, LogQuery query) {
        Map<String, LineLog> logs = new TreeMap<>(app.logs());
        logs.entrySet().removeIf(log -> {
            boolean asked = query.replica().isEmpty() || query.replica().equals(log.getKey());
            return !asked || !recent(log.getValue(), query);
        });
        return logs;
    }

    private static boolean recent(LineLog log, LogQuery query) {
        if (query.since().isEmpty()) {
            return true;
        }
        try {
            return log.written()
                    .map(last -> !last.isBefore(query.since().get()))
                    .orElse(false);
        } catch (ProcessException failed) {
            skip(query, failed);
            return false;
        }
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
                table.all().stream()
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
            } while (goesOn(POLL, over, call));
        }
        return synced;
    }
}
