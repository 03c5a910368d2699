package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects metrics, evaluates rules, detects anomalies, and tells whom it may concern. Thread-safe.
 *
 * <p>Alerts, their waits, silences and notices outlive the process; after a restart nothing is told of an alert before it
 * was evaluated anew.
 *
 * <p>When several processes watch on one store, give them the same rules: one of them evaluates, and its listeners are told;
 * the others deliver notices and show what the store knows. When it ends another takes over, at once if it can see that the
 * process is dead, else after 15 seconds.
 */
public interface Watch {
    /**
     * Adds a rule. If it was there before a restart, its alerts go on.
     *
     * @throws IllegalArgumentException when there is a rule of this name
     */
    void add(AlertRule rule);

    /** Removes a rule; what it fires is resolved. Answers false when there is none of this name. */
    boolean remove(String rule);

    /**
     * Adds someone to tell of what is to be told from now on, and of notices that wait under this name.
     *
     * @throws IllegalArgumentException when there is a notifier of this name
     */
    void add(Notifier notifier);

    /** Has a detector judge every series of a metric; {@link #onAnomaly} tells. */
    void detect(String metric);

    /**
     * Has a detector judge each subject of a whole by all its metrics together; {@link #onWhole} tells, and a rule may be
     * made on its name.
     *
     * @throws IllegalArgumentException when there is another whole of this name
     */
    void detect(Whole whole);

    /**
     * Hands over points that someone measured; they are looked at in the next tick. Answers false, and drops them, when
     * 10,000 others wait for a tick. Where another process evaluates, they only serve a takeover.
     *
     * @param source who measured
     * @param series whose labels name its subject
     */
    boolean push(String source, Series series);

    /** Has a follower hear of the points of its metric from now on. */
    void follow(Follower follower);

    /** Has a follower hear of nothing more; answers false when it did not. */
    boolean unfollow(Follower follower);

    /** Returns the alerts that wait or fire, silenced ones among them. */
    List<Alert> alerts();

    /** Has each change of an alert told on the ticking thread: be quick. */
    void onAlert(Consumer<Alert> listener);

    /** Has the beginning of each anomaly told on the ticking thread: be quick. */
    void onAnomaly(Consumer<Anomaly> listener);

    /** Has the beginning of each anomaly of a whole told on the ticking thread: be quick. */
    void onWhole(Consumer<WholeAnomaly> listener);

    /** Returns what people say of alarms, to say more. */
    WatchFeedback feedback();

    /**
     * Keeps matching alerts from being told for some time; see {@link Silence}.
     *
     * @throws IllegalArgumentException when there is no matcher, no author or no length
     */
    Silence silence(List<Matcher> matchers, Instant from, Instant to, String by, String comment);

    /** Ends a silence at once; answers false when there is none of this id. */
    boolean unsilence(String id);

    /** Returns the silences that have not ended. */
    List<Silence> silences();

    /** Returns how many notices wait for delivery. */
    long waitingNotices();

    /** Returns the notices that were given up within a week, the oldest first, at most 1,000. */
    List<Notice> undelivered();

    /** Queues a notice that was given up once more; answers false when there is none of this id. */
    boolean retry(String noticeId);
}
