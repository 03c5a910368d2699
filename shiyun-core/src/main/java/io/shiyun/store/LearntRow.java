package io.shiyun.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** What was learnt of one series or whole. The bytes are not copied: hand them over for good and do not change them. */
public final class LearntRow {
    private final String kind;
    private final String metric;
    private final Map<String, String> subject;
    private final String form;
    private final byte[] state;
    private final Instant updated;

    /**
     * Makes a row.
     *
     * @param kind of what learnt
     * @param metric that was learnt of, or the name of a whole
     * @param subject labels of the series or of the whole's subject
     * @param form for what shape of input it was learnt; of use to nobody with another
     * @param state versioned and checksummed by whoever made it
     * @param updated when it was last fed
     */
    public LearntRow(
            String kind, String metric, Map<String, String> subject, String form, byte[] state, Instant updated) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.metric = Objects.requireNonNull(metric, "metric");
        this.subject = Map.copyOf(subject);
        this.form = Objects.requireNonNull(form, "form");
        this.state = Objects.requireNonNull(state, "state");
        this.updated = Times.cut(updated);
    }

    /** Returns the kind of what learnt. */
    public String kind() {
        return kind;
    }

    /** Returns the metric that was learnt of, or the name of a whole. */
    public String metric() {
        return metric;
    }

    /** Returns the labels of the series or of the whole's subject. */
    public Map<String, String> subject() {
        return subject;
    }

    /** Returns for what shape of input it was learnt. */
    public String form() {
        return form;
    }

    /** Returns the state itself. */
    public byte[] state() {
        return state;
    }

    /** Returns when it was last fed. */
    public Instant updated() {
        return updated;
    }
}
