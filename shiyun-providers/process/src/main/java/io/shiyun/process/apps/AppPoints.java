package io.shiyun.process.apps;

import io.shiyun.process.CrashPoint;
import java.util.List;

/** The places where a test can kill this process, see {@link CrashPoint}: every step of an app from one file to the next. */
public final class AppPoints {
    /** After any state file was replaced. */
    public static final String STATE_WRITTEN = "state.written";
    /** The order is in force, nothing is started yet. */
    public static final String APP_RECORDED = "app.recorded";
    /** The number of replicas is written down, nothing has changed yet. */
    public static final String APP_SCALED = "app.scaled";
    /** The app is to be deleted, its replicas still run. */
    public static final String APP_DELETING = "app.deleting";
    /** The app's folder is gone. */
    public static final String APP_DELETED = "app.deleted";
    /** A start of a replica is written down, the process is not there yet. */
    public static final String REPLICA_RECORDED = "replica.recorded";
    /** The process runs, the state does not know its number yet. */
    public static final String REPLICA_SPAWNED = "replica.spawned";
    /** The state knows which process it is. */
    public static final String REPLICA_IDENTIFIED = "replica.identified";
    /** A new replica serves, no connection goes to it yet. */
    public static final String REPLICA_HEALTHY = "replica.healthy";
    /** Connections go to the new replica. */
    public static final String BALANCER_SWITCHED = "balancer.switched";
    /** A leaving replica is written down as such, and gets no new connection. */
    public static final String REPLICA_DRAINING = "replica.draining";
    /** A replica is about to be ended. */
    public static final String REPLICA_STOPPING = "replica.stopping";
    /** The process has ended, the state still lists the replica. */
    public static final String REPLICA_STOPPED = "replica.stopped";
    /** The state no longer lists the replica. */
    public static final String REPLICA_REMOVED = "replica.removed";

    /** Every point, in no particular order. */
    public static final List<String> ALL = List.of(
            STATE_WRITTEN,
            APP_RECORDED,
            APP_SCALED,
            APP_DELETING,
            APP_DELETED,
            REPLICA_RECORDED,
            REPLICA_SPAWNED,
            REPLICA_IDENTIFIED,
            REPLICA_HEALTHY,
            BALANCER_SWITCHED,
            REPLICA_DRAINING,
            REPLICA_STOPPING,
            REPLICA_STOPPED,
            REPLICA_REMOVED);

    private AppPoints() {}

    static void reach(String name) {
        CrashPoint.reach(name);
    }
}
