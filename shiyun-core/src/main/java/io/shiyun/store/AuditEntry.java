package io.shiyun.store;

import java.time.Duration;
import java.time.Instant;

/**
 * One thing that was asked of a cloud, and what came of it. Absent texts are empty. No secret belongs here.
 *
 * @param at when it was asked
 * @param actor who asked
 * @param operation what was asked, such as {@code HOSTS_CREATE}
 * @param cloud where
 * @param region where
 * @param subject about what: an id or a name
 * @param outcome what came of it, such as {@code OK}, {@code FAILED}, {@code REFUSED}
 * @param reason why it failed
 * @param certainty whether a failure may have had an effect
 * @param requestId the cloud's own id of the request
 * @param intentId the operation in the journal
 * @param durationNanos how long it took
 */
public record AuditEntry(
        Instant at,
        String actor,
        String operation,
        String cloud,
        String region,
        String subject,
        String outcome,
        String reason,
        String certainty,
        String requestId,
        String intentId,
        long durationNanos) {

    /** Cuts the time to microseconds. */
    public AuditEntry {
        if (actor.isBlank() || operation.isBlank() || outcome.isBlank()) {
            throw new IllegalArgumentException("An audit entry needs an actor, an operation and an outcome");
        }
        at = Times.cut(at);
    }

    /** An entry with the rest left empty. */
    public static AuditEntry of(Instant at, String actor, String operation, String outcome) {
        return new AuditEntry(at, actor, operation, "", "", "", outcome, "", "", "", "", 0);
    }

    /** The same with its place. */
    public AuditEntry in(String cloudName, String regionName) {
        return new AuditEntry(
                at,
                actor,
                operation,
                cloudName,
                regionName,
                subject,
                outcome,
                reason,
                certainty,
                requestId,
                intentId,
                durationNanos);
    }

    /** The same with its subject. */
    public AuditEntry about(String idOrName) {
        return new AuditEntry(
                at,
                actor,
                operation,
                cloud,
                region,
                idOrName,
                outcome,
                reason,
                certainty,
                requestId,
                intentId,
                durationNanos);
    }

    /** The same with why it failed, and whether that is certain. */
    public AuditEntry because(String why, String howCertain) {
        return new AuditEntry(
                at,
                actor,
                operation,
                cloud,
                region,
                subject,
                outcome,
                why,
                howCertain,
                requestId,
                intentId,
                durationNanos);
    }

    /** The same with the cloud's id of the request. */
    public AuditEntry request(String id) {
        return new AuditEntry(
                at, actor, operation, cloud, region, subject, outcome, reason, certainty, id, intentId, durationNanos);
    }

    /** The same with the operation of the journal. */
    public AuditEntry intent(String id) {
        return new AuditEntry(
                at, actor, operation, cloud, region, subject, outcome, reason, certainty, requestId, id, durationNanos);
    }

    /** The same with how long it took. */
    public AuditEntry took(Duration time) {
        return new AuditEntry(
                at,
                actor,
                operation,
                cloud,
                region,
                subject,
                outcome,
                reason,
                certainty,
                requestId,
                intentId,
                time.toNanos());
    }
}
