package io.shiyun.watch.engine;

import io.shiyun.store.Lease;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to evaluate rules, among all the watches of a store: a lease, prolonged while its owner ticks. The turn of
 * an owner that is known to be dead ends at once, that of one that only went silent after {@link #LENGTH}. What an owner
 * writes after it lost its turn is refused. Used by one thread at a time.
 */
public final class Turn {
    /** How long a turn lasts unless it is prolonged, which happens when a third of it is over. */
    static final Duration LENGTH = Duration.ofSeconds(15);

    private static final String NAME = "watch";
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final Store store;
    private final String owner;
    private final Predicate<String> dead;
    private @Nullable Lease lease;
    private boolean held;

    /** What became of a turn that was asked for. */
    enum Answer {
        /** It is ours, and nobody else had it since it was ours before. */
        KEPT,
        /** It is ours; another may have had it since we last had. */
        TAKEN,
        /** Another has it. */
        OTHERS
    }

    private Turn(Store store, String process, Predicate<String> dead) {
        this.store = store;
        this.owner = process + '#' + UUID.randomUUID();
        this.dead = name -> dead.test(name.substring(0, Math.max(0, name.lastIndexOf('#'))));
    }

    /**
     * Returns a turn that is not ours yet.
     *
     * @param store where the lease is kept
     * @param process the name of this process, by which others can tell whether it lives
     * @param dead whether the process of a name is known to be dead
     */
    public static Turn in(Store store, String process, Predicate<String> dead) {
        return new Turn(store, process, dead);
    }

    /** Takes or prolongs the turn. While the store cannot be written, all stays as it was. */
    Answer take(Instant now) {
        Lease mine = lease;
        if (held && mine != null && young(mine, now)) {
            return Answer.KEPT;
        }
        try {
            Optional<Lease> taken = othersHave(now) ? Optional.empty() : store.write(tx -> acquire(tx, now));
            if (taken.isEmpty()) {
                held = false;
                return Answer.OTHERS;
            }
            boolean alone = mine != null && taken.get().fencing() - mine.fencing() <= 1;
            lease = taken.get();
            held = true;
            return alone ? Answer.KEPT : Answer.TAKEN;
        } catch (StoreException e) {
            LOG.warn("The turn to evaluate rules could not be taken or prolonged; it is tried again", e);
            return held ? Answer.KEPT : Answer.OTHERS;
        }
    }

    private static boolean young(Lease mine, Instant now) {
        Instant began = mine.until().minus(LENGTH);
        return !now.isBefore(began) && now.isBefore(began.plus(LENGTH.dividedBy(3)));
    }

    private boolean othersHave(Instant now) {
        return store.<Optional<Lease>>read(tx -> tx.leases().get(NAME))
                .filter(kept -> !kept.owner().equals(owner) && kept.until().isAfter(now) && !dead.test(kept.owner()))
                .isPresent();
    }

    private Optional<Lease> acquire(Tx tx, Instant now) {
        tx.leases()
                .get(NAME)
                .filter(kept -> !kept.owner().equals(owner) && dead.test(kept.owner()))
                .ifPresent(kept -> tx.leases().release(kept, now));
        return tx.leases().acquire(NAME, owner, now, now.plus(LENGTH));
    }

    /**
     * Makes sure that what is about to be written is written in our turn.
     *
     * @throws StoreException of kind STALE when another had it since
     */
    void require(Tx tx) {
        Lease mine = lease;
        if (mine != null) {
            tx.leases().require(mine);
        }
    }

    /** Notes that another has it. */
    void lost() {
        held = false;
    }

    /** Gives it back, so that others need not wait. */
    void release(Instant now) {
        Lease mine = lease;
        if (!held || mine == null) {
            return;
        }
        held = false;
        try {
            store.write(tx -> {
                tx.leases().release(mine, now);
                return true;
            });
        } catch (StoreException e) {
            LOG.warn("The turn to evaluate rules could not be given back; it ends by itself at {}", mine.until(), e);
        }
    }
}
