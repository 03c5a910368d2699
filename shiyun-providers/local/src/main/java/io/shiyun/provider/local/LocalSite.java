package io.shiyun.provider.local;

import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.model.Port;
import io.shiyun.process.Folders;
import io.shiyun.process.HealthMonitor;
import io.shiyun.process.Launcher;
import io.shiyun.process.LineLog;
import io.shiyun.process.ManagedProcess;
import io.shiyun.process.Marker;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessException;
import io.shiyun.process.RotatingLog;
import io.shiyun.process.Supervised;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.process.apps.Site;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The place of a replica on this machine. */
final class LocalSite implements Site {
    private static final long LOG_BYTES = 16L * 1024 * 1024;
    private static final int LOG_FILES = 4;

    private final LocalGround ground;
    private final ReplicaHome home;
    private final RotatingLog log;

    LocalSite(LocalGround ground, ReplicaHome home) {
        this.ground = ground;
        this.home = home;
        this.log = new RotatingLog(home.log(), LOG_BYTES, LOG_FILES);
    }

    @Override
    public boolean far() {
        return false;
    }

    @Override
    public Map<String, Integer> reserve(List<Port> ports) {
        Map<String, Integer> reserved = new LinkedHashMap<>();
        try {
            ports.forEach(port -> reserved.put(port.name(), ground.ports().reserve()));
            return reserved;
        } catch (ProcessException noneLeft) {
            release(reserved);
            throw noneLeft;
        }
    }

    @Override
    public void adopt(Map<String, Integer> ports) {
        ports.values().forEach(ground.ports()::adopt);
    }

    @Override
    public void release(Map<String, Integer> ports) {
        ports.values().forEach(ground.ports()::release);
    }

    /** A port that a stranger took while nobody listened there is given up for another. */
    @Override
    public Map<String, Integer> free(Map<String, Integer> ports) {
        Map<String, Integer> free = new LinkedHashMap<>();
        ports.forEach((name, port) -> {
            if (PortAllocator.free(InetAddress.getLoopbackAddress(), port)) {
                free.put(name, port);
            } else {
                free.put(name, ground.ports().reserve());
                ground.ports().release(port);
            }
        });
        return free;
    }

    @Override
    public InetSocketAddress address(int port) {
        return ReplicaHome.address(port);
    }

    @Override
    public Supervised launch(AppOrder order, ReplicaRecord replica, Marker marker) {
        return Launcher.launch(home.launch(order, replica, marker));
    }

    @Override
    public Optional<Supervised> find(ReplicaRecord replica, Marker marker) {
        return ground.find(marker).map(identity -> ManagedProcess.adopted(identity, marker));
    }

    @Override
    public HealthMonitor.Question question(Check check, AppOrder order, ReplicaRecord replica, Marker marker) {
        return home.probe(check, order, replica, marker);
    }

    @Override
    public int run(AppOrder order, ReplicaRecord replica, Marker marker, Command command, Pipes pipes, Call call) {
        return Foreground.run(home.beside(order, replica, marker, command), pipes, call);
    }

    @Override
    public LineLog log() {
        return log;
    }

    @Override
    public Optional<String> dark() {
        return Optional.empty();
    }

    @Override
    public boolean lost() {
        return false;
    }

    @Override
    public boolean elsewhere() {
        return false;
    }

    @Override
    public void tend() {
        log.rotateIfLarge();
    }

    /** What the process started was ended with it; its log is kept for a while. */
    @Override
    public void remove(AppRecord app, ReplicaRecord replica, Duration grace) {
        Folders.delete(home.folder());
    }
}
