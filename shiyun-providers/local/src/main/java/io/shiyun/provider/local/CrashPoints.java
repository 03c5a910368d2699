package io.shiyun.provider.local;

import io.shiyun.process.CrashPoint;
import io.shiyun.process.apps.AppPoints;
import java.util.List;

/** The places where a test can kill this process, see {@link CrashPoint}: every step of the state from one file to the next. */
public final class CrashPoints {
    /** After any state file was replaced. */
    public static final String STATE_WRITTEN = AppPoints.STATE_WRITTEN;
    /** The order is in force, nothing is started yet. */
    public static final String APP_RECORDED = AppPoints.APP_RECORDED;
    /** The number of replicas is written down, nothing has changed yet. */
    public static final String APP_SCALED = AppPoints.APP_SCALED;
    /** The app is to be deleted, its replicas still run. */
    public static final String APP_DELETING = AppPoints.APP_DELETING;
    /** The app's folder is gone. */
    public static final String APP_DELETED = AppPoints.APP_DELETED;
    /** A start of a replica is written down, the process is not there yet. */
    public static final String REPLICA_RECORDED = AppPoints.REPLICA_RECORDED;
    /** The process runs, the state does not know its number yet. */
    public static final String REPLICA_SPAWNED = AppPoints.REPLICA_SPAWNED;
    /** The state knows which process it is. */
    public static final String REPLICA_IDENTIFIED = AppPoints.REPLICA_IDENTIFIED;
    /** A new replica serves, no connection goes to it yet. */
    public static final String REPLICA_HEALTHY = AppPoints.REPLICA_HEALTHY;
    /** Connections go to the new replica. */
    public static final String BALANCER_SWITCHED = AppPoints.BALANCER_SWITCHED;
    /** A leaving replica is written down as such, and gets no new connection. */
    public static final String REPLICA_DRAINING = AppPoints.REPLICA_DRAINING;
    /** A replica is about to be ended. */
    public static final String REPLICA_STOPPING = AppPoints.REPLICA_STOPPING;
    /** The process has ended, the state still lists the replica. */
    public static final String REPLICA_STOPPED = AppPoints.REPLICA_STOPPED;
    /** The state no longer lists the replica. */
    public static final String REPLICA_REMOVED = AppPoints.REPLICA_REMOVED;
    /** A host is written down, its folder is not made yet. */
    public static final String HOST_RECORDED = "local.host.recorded";
    /** A host's folder is made, it is not running yet. */
    public static final String HOST_PREPARED = "local.host.prepared";
    /** A host is to be deleted, its folder is still there. */
    public static final String HOST_DELETING = "local.host.deleting";
    /** A use has been written to the meter, the state does not say so yet. */
    public static final String METER_WRITTEN = "local.meter.written";

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
            REPLICA_REMOVED,
            HOST_RECORDED,
            HOST_PREPARED,
            HOST_DELETING,
            METER_WRITTEN);

    private CrashPoints() {}

    static void reach(String name) {
        CrashPoint.reach(name);
    }
}
