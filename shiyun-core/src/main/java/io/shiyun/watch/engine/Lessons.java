package io.shiyun.watch.engine;

import io.shiyun.store.LearntRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the learners of a watch know, in its store: a week long, and at most as many of a kind as may be held. */
final class Lessons {
    /** How long what is fed no more is kept. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final int AT_ONCE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Lessons.class);

    private final Store store;
    private final Turn turn;
    private final int most;

    Lessons(Store store, Turn turn, int most) {
        this.store = store;
        this.turn = turn;
        this.most = most;
    }

    /** Has the learners go on from what the store knows. What is damaged or of another version is learnt afresh. */
    void recall(Learners learners, long now) {
        read(learners, now, (tx, action) -> tx.learnt().each(since(now), action));
    }

    /** As {@link #recall} of one whole. */
    void recallWhole(String name, Learners learners, long now) {
        read(learners, now, (tx, action) -> tx.learnt().each(Learners.Kind.WHOLE.name(), name, since(now), action));
    }

    private interface Question {
        void ask(Tx tx, Consumer<LearntRow> action);
    }

    private void read(Learners learners, long now, Question question) {
        int[] lost = {0};
        try {
            store.read(tx -> {
                question.ask(tx, row -> {
                    try {
                        learners.restore(row, now);
                    } catch (IllegalArgumentException e) {
                        if (lost[0]++ == 0) {
                            LOG.warn("{} {}{} is learnt afresh: {}", row.kind(), row.metric(), row.subject(), words(e));
                        }
                    }
                });
                return true;
            });
        } catch (StoreException | IllegalArgumentException e) {
            LOG.warn("What was learnt could not be read; it is learnt afresh", e);
        }
        if (lost[0] > 1) {
            LOG.warn("{} others are learnt afresh, for reasons of that kind", lost[0] - 1);
        }
    }

    private static String words(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    private static Instant since(long now) {
        return Instant.ofEpochMilli(now).minus(KEPT);
    }

    /** Writes down what was learnt, unless another watch has the turn; what cannot be written is when it is due again. */
    void write(List<LearntRow> rows) {
        try {
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                List<LearntRow> part = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
                store.write(tx -> {
                    turn.require(tx);
                    part.forEach(tx.learnt()::put);
                    return true;
                });
            }
        } catch (StoreException e) {
            LOG.warn("What was learnt could not be written down; a restart would go on from what was before", e);
        }
    }

    /** Forgets what nobody needs; answers how much. */
    int forget(Tx tx, long now) {
        int gone = tx.learnt().deleteOlder(since(now));
        for (Learners.Kind kind : Learners.Kind.values()) {
            gone += tx.learnt().trim(kind.name(), most);
        }
        return gone;
    }
}
