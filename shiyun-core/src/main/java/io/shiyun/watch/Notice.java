package io.shiyun.watch;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One message about alerts to one target.
 *
 * @param id the key by which a receiver knows a repeat, 32 characters of [0-9a-f]
 * @param target name of the notifier
 * @param group what the alerts have in common; notices of a group reach a target in order
 * @param status FIRING while one of the alerts fires, else RESOLVED
 * @param created when it was queued
 * @param alerts one or more
 */
public record Notice(String id, String target, String group, AlertStatus status, Instant created, List<Alert> alerts) {
    /** The version of {@link #json()}. It changes only when a reader could misunderstand an old one. */
    public static final int FORMAT = 1;

    /** Copies the list. */
    public Notice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(created, "created");
        alerts = List.copyOf(alerts);
    }

    /**
     * Returns the notice as JSON: {@code {"format":1, "id":"...", "target":"...", "group":"...", "status":
     * "firing|resolved", "created":"2026-11-20T10:00:00Z", "alerts":[{"fingerprint":"...", "rule":"...", "metric":"...",
     * "level":"...", "severity":0, "status":"firing|resolved", "value":0.93, "since":"...", "at":"...", "ended":null,
     * "labels":{}, "annotations":{}}]}}. Times are ISO 8601 in UTC; {@code value} is null when none was known. The same
     * notice always gives the same text.
     */
    public String json() {
        Json json = new Json()
                .open('{')
                .put("format", FORMAT)
                .put("id", id)
                .put("target", target)
                .put("group", group)
                .put("status", word(status))
                .put("created", created.toString())
                .key("alerts")
                .open('[');
        for (Alert alert : alerts) {
            json.next()
                    .open('{')
                    .put("fingerprint", alert.fingerprint())
                    .put("rule", alert.rule())
                    .put("metric", alert.metric())
                    .put("level", alert.level())
                    .put("severity", alert.severity())
                    .put("status", word(alert.status()))
                    .put("value", alert.value())
                    .put("since", alert.since().toString())
                    .put("at", alert.at().toString());
            alert.ended().ifPresentOrElse(end -> json.put("ended", end.toString()), () -> json.putNull("ended"));
            json.put("labels", alert.labels())
                    .put("annotations", alert.annotations())
                    .close('}');
        }
        return json.close(']').close('}').toString();
    }

    private static String word(AlertStatus status) {
        return switch (status) {
            case PENDING -> "pending";
            case FIRING -> "firing";
            case RESOLVED -> "resolved";
        };
    }
}
