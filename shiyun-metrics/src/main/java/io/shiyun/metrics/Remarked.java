package io.shiyun.metrics;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What was said of a few of the series of a bank, and which slots hold one of these. */
final class Remarked {
    private final int most;
    private final TreeMap<Long, Feedback> said = new TreeMap<>();
    private final BitSet slots = new BitSet();

    /** Remarks on so many series at most. */
    Remarked(int most) {
        this.most = most;
    }

    /** Takes a remark on a series that is held at a slot, or at -1 when it is not. */
    void add(long series, int slot, Remark remark) {
        Feedback feedback = said.get(series);
        if (feedback == null) {
            if (said.size() >= most) {
                throw new IllegalStateException("series " + series + ": " + said.size()
                        + " other series have remarks, which is the limit; forget those of one of them or raise"
                        + " BankLimits.remarked");
            }
            feedback = new Feedback();
            put(series, feedback);
        }
        feedback.add(remark);
        if (slot >= 0) {
            slots.set(slot);
        }
    }

    void put(long series, Feedback feedback) {
        said.put(series, feedback);
    }

    /** Returns what was said, by series. */
    Map<Long, Feedback> all() {
        return said;
    }

    void forget(long series, int slot) {
        said.remove(series);
        if (slot >= 0) {
            slots.clear(slot);
        }
    }

    void join(int slot, long series) {
        if (!said.isEmpty() && said.containsKey(series)) {
            slots.set(slot);
        }
    }

    void leave(int slot) {
        slots.clear(slot);
    }

    /** Answers whether something was said of the series at a slot. */
    boolean at(int slot) {
        return slots.get(slot);
    }

    /** Returns the verdict after what was said of the series. */
    Verdict weigh(long series, Verdict verdict) {
        Feedback feedback = said.get(series);
        return feedback == null ? verdict : feedback.weigh(verdict);
    }
}
