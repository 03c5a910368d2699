package io.shiyun.provider.local;

import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Port;
import io.shiyun.model.VolumeMount;
import io.shiyun.process.LaunchOrder;
import io.shiyun.process.Limits;
import io.shiyun.process.Marker;
import io.shiyun.process.Probe;
import io.shiyun.process.ProcessException;
import io.shiyun.process.Sandbox;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.spi.AppOrder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The folder of a replica, and what its order means there: files, environment, command, checks. */
final class ReplicaHome {
    private static final String PRIVATE = "rw-------";
    private static final String EXECUTABLE = "rwx------";

    private final Path folder;
    private final Path log;
    private final Path volumes;
    private final Artifacts artifacts;

    /**
     * @param folder the sandbox
     * @param log where its output goes
     * @param volumes the folder of the project's volumes
     */
    ReplicaHome(Path folder, Path log, Path volumes, Artifacts artifacts) {
        this.folder = folder;
        this.log = log;
        this.volumes = volumes;
        this.artifacts = artifacts;
    }

    Path folder() {
        return folder;
    }

    Path log() {
        return log;
    }

    /** Lays out what the order names; harmless to repeat. */
    Sandbox prepare(AppOrder order) {
        Sandbox sandbox = Sandbox.at(folder);
        if (!order.image().isEmpty() && sandbox.list("").isEmpty()) {
            artifacts.unpack(order.image(), sandbox.root());
        }
        for (ConfigFile file : order.files()) {
            byte[] content = file.content().reveal().getBytes(StandardCharsets.UTF_8);
            sandbox.write(file.path(), content, file.executable() ? EXECUTABLE : PRIVATE);
        }
        order.volumes().forEach(mount -> mount(sandbox, mount));
        return sandbox;
    }

    private void mount(Sandbox sandbox, VolumeMount mount) {
        Path link = sandbox.resolve(mount.path());
        Path target = volumes.resolve(mount.name());
        try {
            Files.createDirectories(target);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Path parent = link.getParent();
                Files.createDirectories(parent == null ? sandbox.root() : parent);
                Files.createSymbolicLink(link, target.toAbsolutePath());
            }
        } catch (IOException failed) {
            throw new ProcessException(
                    ProcessException.Kind.IO,
                    "cannot mount volume '" + mount.name() + "' at '" + mount.path() + "': " + failed.getMessage(),
                    failed);
        }
    }

    LaunchOrder launch(AppOrder order, ReplicaRecord replica, Marker marker) {
        Sandbox sandbox = prepare(order);
        Command command = order.command().orElseThrow(() -> Problems.invalid("an app here needs a command"));
        return launch(order, replica, marker, command, sandbox)
                .log(log)
                .limits(Limits.NONE)
                .build();
    }

    /** Returns the order to run another command beside the replica, in its folder and environment. */
    LaunchOrder beside(AppOrder order, ReplicaRecord replica, Marker marker, Command command) {
        return launch(order, replica, marker, command, Sandbox.at(folder)).build();
    }

    private LaunchOrder.Builder launch(
            AppOrder order, ReplicaRecord replica, Marker marker, Command command, Sandbox sandbox) {
        Path directory = command.directory().isEmpty() ? sandbox.root() : sandbox.existing(command.directory());
        return LaunchOrder.of(command.arguments(), directory, marker)
                .environment(environment(order, replica, sandbox))
                .environment(command.environment());
    }

    private static Map<String, String> environment(AppOrder order, ReplicaRecord replica, Sandbox sandbox) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("HOME", sandbox.root().toString());
        List<Port> ports = order.ports();
        for (int i = 0; i < ports.size(); i++) {
            Integer number = replica.ports().get(ports.get(i).name());
            if (number != null) {
                if (i == 0) {
                    values.put("PORT", Integer.toString(number));
                }
                values.put("PORT_" + variable(ports.get(i).name()), Integer.toString(number));
            }
        }
        order.command().ifPresent(command -> values.putAll(command.environment()));
        values.putAll(order.environment());
        order.secrets().forEach((name, secret) -> values.put(name, secret.reveal()));
        return values;
    }

    static String variable(String port) {
        return port.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Returns the question to a replica that a check of the order means. */
    Probe probe(Check check, AppOrder order, ReplicaRecord replica, Marker marker) {
        if (check instanceof Check.Tcp tcp) {
            return new Probe.Tcp(address(replica, tcp.port()));
        }
        if (check instanceof Check.Http http) {
            return new Probe.Http(address(replica, http.port()), http.path());
        }
        if (check instanceof Check.Run run) {
            LaunchOrder beside = beside(order, replica, marker, run.command());
            return new Probe.Command(beside.command(), beside.directory(), beside.environment(), marker);
        }
        throw Problems.invalid(
                "this machine knows no check of the kind " + check.getClass().getSimpleName());
    }

    private static InetSocketAddress address(ReplicaRecord replica, String port) {
        Integer number = Optional.ofNullable(replica.ports().get(port))
                .orElseThrow(() -> Problems.invalid("a check asks the port '" + port + "', which the app has not"));
        return address(number);
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }
}
