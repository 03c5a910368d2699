package io.shiyun.provider.openstack;

import io.shiyun.wire.Json;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Source;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Seen;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Keeps alarms and answers as Aodh does (aodh/api/controllers/v2/alarms.py): what a PUT leaves out becomes what a new alarm has. */
final class Aodh {
    private static final String ROOT = "/alarming/v2/alarms";

    final Map<String, String> alarms = new ConcurrentSkipListMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    Recorded answer(Seen seen) {
        String target = seen.target();
        if (seen.method().equals("POST")) {
            return Stand.json(201, keep("a" + ids.incrementAndGet(), seen));
        }
        if (target.startsWith(ROOT + "?")) {
            return list(target);
        }
        String id = target.substring(ROOT.length() + 1);
        if (!alarms.containsKey(id)) {
            return fault(404, "Alarm " + id + " not found in project p1");
        }
        return switch (seen.method()) {
            case "PUT" -> Stand.json(200, keep(id, seen));
            case "DELETE" -> {
                alarms.remove(id);
                yield Recorded.of(204, "application/json", new byte[0]);
            }
            default -> Stand.json(200, alarms.getOrDefault(id, ""));
        };
    }

    static Recorded fault(int status, String message) {
        return Stand.json(
                status,
                "{\"error_message\":{\"faultcode\":\"Client\",\"faultstring\":\"" + message
                        + "\",\"debuginfo\":null}}");
    }

    private String keep(String id, Seen seen) {
        String text = seen.text();
        Json given = Json.read(text.getBytes(StandardCharsets.UTF_8), Source.named("an alarm"));
        String more = given.has("state") ? "" : ",\"state\":\"insufficient data\"";
        more += given.has("severity") ? "" : ",\"severity\":\"low\"";
        more += given.has("enabled") ? "" : ",\"enabled\":true";
        String kept = "{\"alarm_id\":\"" + id + "\",\"project_id\":\"p1\",\"user_id\":\"u1\","
                + "\"timestamp\":\"2026-11-21T10:00:00\",\"state_timestamp\":\"2026-11-21T10:01:00\""
                + more + "," + text.substring(1);
        alarms.put(id, kept);
        return kept;
    }

    private Recorded list(String target) {
        Optional<String> name = Paging.parameter(target, "q.value");
        Optional<String> marker = Paging.parameter(target, "marker");
        long limit = Paging.parameter(target, "limit").map(Long::parseLong).orElse(Long.MAX_VALUE);
        if (marker.isPresent() && !alarms.containsKey(marker.get())) {
            return fault(500, "Marker " + marker.get() + " not found.");
        }
        return Stand.json(
                200,
                alarms.entrySet().stream()
                        .filter(alarm -> name.isEmpty() || alarm.getValue().contains("\"name\":\"" + name.get() + "\""))
                        .filter(alarm -> marker.isEmpty() || alarm.getKey().compareTo(marker.get()) > 0)
                        .limit(limit)
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(",", "[", "]")));
    }
}
