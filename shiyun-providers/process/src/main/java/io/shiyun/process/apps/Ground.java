package io.shiyun.process.apps;

import io.shiyun.model.ProjectId;
import io.shiyun.model.Zone;
import io.shiyun.process.LineLog;
import io.shiyun.process.PortAllocator;
import io.shiyun.spi.AppOrder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where replicas of apps run, and what an app needs of the surroundings. Thread-safe; nothing here waits for a machine. */
public interface Ground {
    /** Returns who looks after the apps. */
    AppOwner owner();

    /** Returns the address that clients reach apps at. */
    InetAddress address();

    /** Returns the ports that clients reach apps at. */
    PortAllocator ports();

    /** Returns how often a log that is followed is looked at. */
    Duration logPoll();

    /** Adds what of the order cannot be had here, besides what no ground can do. */
    void check(AppOrder order, List<String> faults);

    /**
     * Returns the name of the machine that one more replica is to run on; empty where there is only one.
     *
     * @param present the replicas that the app has and keeps
     * @param all how many replicas of all apps there are
     * @throws io.shiyun.model.CloudException QUOTA when there are as many as may be
     */
    String choose(ProjectId project, List<ReplicaRecord> present, long all);

    /** Returns the zone of a machine. */
    Optional<Zone> zone(String machine);

    /** Returns the place of a replica; asks nobody for it. */
    Site site(Path folder, AppRecord app, String replica, String machine);

    /** Returns the logs that can be read, by replica: those of the replicas given, and of earlier ones where they are kept. */
    Map<String, LineLog> logs(Path folder, Map<String, LineLog> present);

    /** Hears that a replica ends, before the state forgets it. */
    void ending(AppRecord app, ReplicaRecord replica);

    /** Hears that a replica was forgotten. */
    void ended(Path folder, AppRecord app);
}
