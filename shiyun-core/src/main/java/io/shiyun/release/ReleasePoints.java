package io.shiyun.release;

import java.util.List;

/** The named points between two steps of a release at which a test ends the process; see {@link io.shiyun.intent.CrashPoints}. */
public final class ReleasePoints {
    /** The release is on the disk; nothing was sent. */
    public static final String PLANNED = "release.planned";
    /** It is on the disk that the first request is about to be sent. */
    public static final String SENDING = "release.sending";
    /** The place answered; the answer is not on the disk. */
    public static final String ANSWERED = "release.answered";
    /** The ticket is on the disk. */
    public static final String TICKET = "release.ticket";
    /** It is on the disk that the release was given up, and which way it goes now. */
    public static final String TURNED = "release.turned";
    /** Everything is as it shall be; that is not on the disk. */
    public static final String SETTLED = "release.settled";
    /** The end is on the disk. */
    public static final String DONE = "release.done";

    /** All of them. */
    public static final List<String> ALL = List.of(PLANNED, SENDING, ANSWERED, TICKET, TURNED, SETTLED, DONE);

    private ReleasePoints() {}
}
