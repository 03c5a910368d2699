package io.shiyun.provider.local;

import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.process.Folders;
import io.shiyun.process.HealthMonitor;
import io.shiyun.process.Launcher;
import io.shiyun.process.LineLog;
import io.shiyun.process.ManagedProcess;
import io.shiyun.process.Marker;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.RotatingLog;
import io.shiyun.process.Supervised;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.NamedPorts;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.process.apps.Site;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
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
    public NamedPorts ports() {
        return new NamedPorts(ground.ports());
    }

    /** A port that a stranger took while nobody listened there is given up for another. */
    @Override
    public Map<String, Integer> free(Map<String, Integer> ports) {
        return ports().exchange(ports, port -> !PortAllocator.free(InetAddress.getLoopbackAddress(), port));
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
