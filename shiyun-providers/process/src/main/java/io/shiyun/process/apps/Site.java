package io.shiyun.process.apps;

import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.process.HealthMonitor;
import io.shiyun.process.LineLog;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.Supervised;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The place of one replica on its machine: its folder, its ports, its process. What blocks says so, and throws
 * {@link ProcessException}, UNREACHABLE when the machine does not answer. Thread-safe.
 */
public interface Site {
    /** Returns whether the machine has to be asked over a network. */
    boolean far();

    /** Returns the ports of the machine. */
    NamedPorts ports();

    /** Returns these ports, but others for those that a stranger has taken. Blocks. */
    Map<String, Integer> free(Map<String, Integer> ports);

    /** Returns where a port of the replica is reached from here. */
    InetSocketAddress address(int port);

    /**
     * Lays out what the order names and starts the process. Blocks. What an earlier start of the same replica left is ended first
     * where that could be doubted.
     */
    Supervised launch(AppOrder order, ReplicaRecord replica, Marker marker);

    /** Returns the process that carries this marker and is alive. Blocks where the machine is far. */
    Optional<Supervised> find(ReplicaRecord replica, Marker marker);

    /** Returns the question that a check of the order means. */
    HealthMonitor.Question question(Check check, AppOrder order, ReplicaRecord replica, Marker marker);

    /** Runs another command beside the replica, in its folder and environment, and returns its exit code. Blocks. */
    int run(AppOrder order, ReplicaRecord replica, Marker marker, Command command, Pipes pipes, Call call);

    /** Returns what the process writes. */
    LineLog log();

    /** Returns why the process cannot be watched now; empty while it can. */
    Optional<String> dark();

    /** Returns whether it could not be watched for so long that another machine should take over, and {@link #elsewhere}. */
    boolean lost();

    /** Returns whether there is another machine that answers. */
    boolean elsewhere();

    /** Does what only time brings, such as keeping the log from growing. Blocks. */
    void tend();

    /**
     * Takes away what the replica left: processes that still carry its marker are ended, its folder is deleted. Blocks.
     *
     * @param grace from asking to killing
     */
    void remove(AppRecord app, ReplicaRecord replica, Duration grace);
}
