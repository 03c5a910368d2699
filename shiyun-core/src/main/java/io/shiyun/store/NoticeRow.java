package io.shiyun.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A notice on its way to one target.
 *
 * @param id names it for ever: the key by which a receiver knows a repeat
 * @param target name of the notifier
 * @param subject what it is about; notices of one subject go to a target in order
 * @param body the notice itself
 * @param state where it stands
 * @param attempts how often it was tried
 * @param created when it was queued
 * @param nextAt not before then
 * @param ended when it was delivered or given up
 * @param error why the latest attempt failed, empty when none did
 */
public record NoticeRow(
        String id,
        String target,
        String subject,
        Map<String, String> body,
        NoticeState state,
        int attempts,
        Instant created,
        Instant nextAt,
        @Nullable Instant ended,
        String error) {

    /** Cuts the times to what the store keeps. */
    public NoticeRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(subject, "subject");
        body = Map.copyOf(body);
        Objects.requireNonNull(state, "state");
        created = Times.cut(created);
        nextAt = Times.cut(nextAt);
        ended = Times.cutOrNull(ended);
        Objects.requireNonNull(error, "error");
    }

    /** A notice that was never tried. */
    public static NoticeRow fresh(String id, String target, String subject, Map<String, String> body, Instant now) {
        return new NoticeRow(id, target, subject, body, NoticeState.WAITING, 0, now, now, null, "");
    }
}
