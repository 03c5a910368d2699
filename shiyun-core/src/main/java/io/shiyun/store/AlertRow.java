package io.shiyun.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one alert rule for one subject, and what was last told of it.
 *
 * @param fingerprint names the pair of rule and subject
 * @param rule name of the rule
 * @param subject labels of the subject
 * @param machine the saved state machine, in Base64
 * @param phase what it shows, for people who read the table
 * @param began start of the firing, null when it does not fire
 * @param notified what the latest notice said, empty when there was none
 * @param notifiedSeverity severity of the latest notice, -1 when there was none
 * @param notifiedAt when the latest notice was queued, null when there was none
 * @param updated when the row was written
 */
public record AlertRow(
        String fingerprint,
        String rule,
        Map<String, String> subject,
        String machine,
        String phase,
        @Nullable Instant began,
        String notified,
        int notifiedSeverity,
        @Nullable Instant notifiedAt,
        Instant updated) {

    /** Cuts the times to what the store keeps. */
    public AlertRow {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(rule, "rule");
        subject = Map.copyOf(subject);
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(phase, "phase");
        began = Times.cutOrNull(began);
        Objects.requireNonNull(notified, "notified");
        notifiedAt = Times.cutOrNull(notifiedAt);
        updated = Times.cut(updated);
    }
}
