package io.shiyun.watch.engine;

import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notices as the flat maps the store keeps. */
final class NoticeText {
    private NoticeText() {}

    static Map<String, String> write(Notice notice) {
        Map<String, String> map = new TreeMap<>();
        map.put("group", notice.group());
        map.put("status", notice.status().name());
        map.put("created", notice.created().toString());
        map.put("alerts", String.valueOf(notice.alerts().size()));
        for (int i = 0; i < notice.alerts().size(); i++) {
            write(map, i + ".", notice.alerts().get(i));
        }
        return map;
    }

    private static void write(Map<String, String> map, String path, Alert alert) {
        map.put(path + "fingerprint", alert.fingerprint());
        map.put(path + "rule", alert.rule());
        map.put(path + "metric", alert.metric());
        map.put(path + "level", alert.level());
        map.put(path + "severity", String.valueOf(alert.severity()));
        map.put(path + "status", alert.status().name());
        map.put(path + "value", String.valueOf(alert.value()));
        map.put(path + "since", alert.since().toString());
        map.put(path + "at", alert.at().toString());
        alert.ended().ifPresent(end -> map.put(path + "ended", end.toString()));
        alert.labels().forEach((key, value) -> map.put(path + "label." + key, value));
        alert.annotations().forEach((key, value) -> map.put(path + "annotation." + key, value));
    }

    static Notice read(String id, String target, Map<String, String> map) {
        List<Alert> alerts = new ArrayList<>();
        int count = Integer.parseInt(get(map, "alerts"));
        for (int i = 0; i < count; i++) {
            alerts.add(alert(map, i + "."));
        }
        return new Notice(
                id,
                target,
                get(map, "group"),
                AlertStatus.valueOf(get(map, "status")),
                Instant.parse(get(map, "created")),
                alerts);
    }

    private static Alert alert(Map<String, String> map, String path) {
        return new Alert(
                get(map, path + "fingerprint"),
                get(map, path + "rule"),
                get(map, path + "metric"),
                get(map, path + "level"),
                Integer.parseInt(get(map, path + "severity")),
                AlertStatus.valueOf(get(map, path + "status")),
                Double.parseDouble(get(map, path + "value")),
                Instant.parse(get(map, path + "since")),
                Instant.parse(get(map, path + "at")),
                Optional.ofNullable(map.get(path + "ended")).map(Instant::parse),
                under(map, path + "label."),
                under(map, path + "annotation."));
    }

    private static Map<String, String> under(Map<String, String> map, String prefix) {
        Map<String, String> part = new TreeMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }

    private static String get(Map<String, String> map, String key) {
        String value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("A stored notice lacks '" + key + "'");
        }
        return value;
    }
}
