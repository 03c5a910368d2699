package io.shiyun.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which audit rows are asked for. An empty text or a null time does not narrow.
 *
 * @param from the first instant
 * @param to the first instant that is too late
 * @param actor who asked
 * @param operation what was asked
 * @param cloud where
 * @param subject about what
 * @param outcome what came of it
 * @param intentId the operation of the journal
 */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        String actor,
        String operation,
        String cloud,
        String subject,
        String outcome,
        String intentId) {
    /** Every row. */
    public static final AuditFilter ALL = new AuditFilter(null, null, "", "", "", "", "", "");

    /** Narrowed to a time. */
    public AuditFilter between(@Nullable Instant first, @Nullable Instant end) {
        return new AuditFilter(first, end, actor, operation, cloud, subject, outcome, intentId);
    }

    /** Narrowed to an actor. */
    public AuditFilter actor(String name) {
        return new AuditFilter(from, to, name, operation, cloud, subject, outcome, intentId);
    }

    /** Narrowed to an operation. */
    public AuditFilter operation(String name) {
        return new AuditFilter(from, to, actor, name, cloud, subject, outcome, intentId);
    }

    /** Narrowed to a cloud. */
    public AuditFilter cloud(String name) {
        return new AuditFilter(from, to, actor, operation, name, subject, outcome, intentId);
    }

    /** Narrowed to a subject. */
    public AuditFilter subject(String idOrName) {
        return new AuditFilter(from, to, actor, operation, cloud, idOrName, outcome, intentId);
    }

    /** Narrowed to an outcome. */
    public AuditFilter outcome(String what) {
        return new AuditFilter(from, to, actor, operation, cloud, subject, what, intentId);
    }

    /** Narrowed to an operation of the journal. */
    public AuditFilter intent(String id) {
        return new AuditFilter(from, to, actor, operation, cloud, subject, outcome, id);
    }
}
