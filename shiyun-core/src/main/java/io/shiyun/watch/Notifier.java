package io.shiyun.watch;

/**
 * Someone to tell.
 *
 * <p>A notifier translates and sends once; when to send and when to try again is the outbox's. A notice may come twice
 * (after a crash, or when an answer was lost) and carries the same {@link Notice#id()} then: hand it on, so that the
 * receiver can drop the repeat. Called by one thread at a time.
 */
public interface Notifier {
    /** Returns the name under which its notices wait in the store: the same after a restart. */
    String name();

    /**
     * Makes one attempt, which ends within 25 seconds; after 30 another may begin. What is thrown counts as {@link Delivery#retry}.
     *
     * @param notice what to tell
     */
    Delivery send(Notice notice);
}
