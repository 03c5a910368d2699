package io.shiyun.intent;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The named points between two steps of an intent at which a test ends the process. The system property {@code
 * shiyun.crash.at}, read once, holds {@code name} or {@code name:n}: the process ends, as if killed, the n-th time it
 * reaches that point. Without the property nothing happens.
 */
public final class CrashPoints {
    /** The intent is on the disk; nothing was sent. */
    public static final String PLANNED = "intent.planned";
    /** It is on the disk that the request is about to be sent. */
    public static final String SENDING = "intent.sending";
    /** The cloud answered; the answer is not on the disk. */
    public static final String ANSWERED = "intent.answered";
    /** The request failed or lost its answer; that is not on the disk. */
    public static final String FAILED_CALL = "intent.failed-call";
    /** The ticket is on the disk. */
    public static final String TICKET = "intent.ticket";
    /** The doubt is on the disk. */
    public static final String DOUBT = "intent.doubt";
    /** The cloud was listed for what the doubtful request may have made; nothing was done about it. */
    public static final String LISTED = "intent.listed";
    /** It is on the disk that a thing found by its tags is the one. */
    public static final String ADOPTED = "intent.adopted";
    /** It is on the disk that it failed and what remains of it. */
    public static final String REMAINS = "intent.remains";
    /** Something that remained was deleted; that is not on the disk. */
    public static final String REMOVED = "intent.removed";
    /** A failed epoch and the next one are on the disk. */
    public static final String NEXT_EPOCH = "intent.next-epoch";
    /** It is on the disk that it is given up in doubt. */
    public static final String FENCED = "intent.fenced";
    /** It is on the disk that it failed. */
    public static final String FAILED = "intent.failed";
    /** It is on the disk that it is done. */
    public static final String DONE = "intent.done";

    /** All of them. */
    public static final List<String> ALL = List.of(
            PLANNED,
            SENDING,
            ANSWERED,
            FAILED_CALL,
            TICKET,
            DOUBT,
            LISTED,
            ADOPTED,
            REMAINS,
            REMOVED,
            NEXT_EPOCH,
            FENCED,
            FAILED,
            DONE);

    /** The exit code of a process killed by SIGKILL, as a shell reports it. */
    private static final int KILLED = 137;

    private static final @Nullable String AT = System.getProperty("shiyun.crash.at");
    private static final AtomicInteger LEFT = new AtomicInteger(count(AT));
    private static final @Nullable String NAME = name(AT);

    private CrashPoints() {}

    /** Ends the process if it was told to end here. */
    public static void reach(String name) {
        if (name.equals(NAME) && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static @Nullable String name(@Nullable String at) {
        return at == null || at.indexOf(':') < 0 ? at : at.substring(0, at.indexOf(':'));
    }

    private static int count(@Nullable String at) {
        return at == null || at.indexOf(':') < 0 ? 1 : Integer.parseInt(at.substring(at.indexOf(':') + 1));
    }
}
