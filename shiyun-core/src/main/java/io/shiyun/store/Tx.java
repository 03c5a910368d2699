package io.shiyun.store;

/**
 * One transaction: the tables as they are inside it. Valid only inside the function it was handed to, and only on that
 * thread. In a {@linkplain Store#read read} every changing call is refused.
 */
public final class Tx {
    private final Sql sql;
    private final Installation installation;
    private final boolean writes;
    private boolean ended;

    Tx(Sql sql, Installation installation, boolean writes) {
        this.sql = sql;
        this.installation = installation;
        this.writes = writes;
    }

    /** What we are about to do to the clouds. */
    public IntentRepository intents() {
        return new IntentRepository(this);
    }

    /** Who did what, chained so that a change is found. */
    public AuditRepository audit() {
        return new AuditRepository(this, installation);
    }

    /** What runs, since when, at what price. */
    public UsageRepository usage() {
        return new UsageRepository(this);
    }

    /** The revisions of apps. */
    public RevisionRepository revisions() {
        return new RevisionRepository(this);
    }

    /** The last known answers of clouds. */
    public FactRepository facts() {
        return new FactRepository(this);
    }

    /** Locks with an end, for what only one process may do. */
    public LeaseRepository leases() {
        return new LeaseRepository(this);
    }

    /** The states of alerts. */
    public AlertRepository alerts() {
        return new AlertRepository(this);
    }

    /** What the watch has learnt. */
    public LearntRepository learnt() {
        return new LearntRepository(this);
    }

    /** The latest alarms, and what people said of them. */
    public RemarkRepository remarks() {
        return new RemarkRepository(this);
    }

    /** Times in which alerts are not told. */
    public SilenceRepository silences() {
        return new SilenceRepository(this);
    }

    /** Notices on their way. */
    public OutboxRepository outbox() {
        return new OutboxRepository(this);
    }

    /** The money that is held for creates. */
    public SpendRepository spend() {
        return new SpendRepository(this);
    }

    /** The statements, for reading. */
    Sql reading() {
        if (ended) {
            throw new IllegalStateException(
                    "This transaction has ended: use a Tx only inside the function it was" + " handed to");
        }
        return sql;
    }

    /** The statements, for changing rows. */
    Sql writing() {
        if (!writes) {
            throw new IllegalStateException("A read cannot change rows: use Store.write");
        }
        return reading();
    }

    void end() {
        ended = true;
    }
}
