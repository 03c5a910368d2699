package io.shiyun.process.apps;

import io.shiyun.model.Check;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.Scaling;
import io.shiyun.model.VolumeMount;
import io.shiyun.spi.AppOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is wrong with an order: all of it at once, before anything is changed. */
final class AppChecks {
    private AppChecks() {}

    static void check(AppOrder order, Ground ground) {
        Names.check("a project", order.project().value());
        Names.check("an app", order.name());
        List<String> faults = new ArrayList<>();
        if (order.command().isEmpty()) {
            faults.add("command: missing; nothing here has a command of its own");
        }
        if (order.scaling() instanceof Scaling.Auto) {
            faults.add("scaling: there is no autoscaler here; give a number");
        }
        Set<String> names = new HashSet<>();
        for (Port port : order.ports()) {
            if (!names.add(port.name())) {
                faults.add("ports: '" + port.name() + "' is there twice");
            }
        }
        Stream.of(order.ready(), order.alive()).flatMap(Optional::stream).forEach(probe -> check(probe, names, faults));
        for (ConfigFile file : order.files()) {
            checkPath("files", file.path(), faults);
        }
        for (VolumeMount mount : order.volumes()) {
            checkPath("volumes", mount.path(), faults);
            if (mount.readOnly()) {
                faults.add("volumes: '" + mount.name() + "' cannot be held read-only here");
            }
            if (!mount.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
                faults.add("volumes: the name '" + mount.name() + "' cannot be that of a folder");
            }
        }
        ground.check(order, faults);
        if (!faults.isEmpty()) {
            throw Problems.invalid(
                    "the order for '" + order.name() + "' cannot be taken: " + String.join("; ", faults));
        }
    }

    private static void check(Probe probe, Set<String> ports, List<String> faults) {
        Check check = probe.check();
        String port = check instanceof Check.Tcp tcp ? tcp.port() : check instanceof Check.Http http ? http.port() : "";
        if (!port.isEmpty() && !ports.contains(port)) {
            faults.add("probe: it asks the port '" + port + "', and there is none of that name");
        }
    }

    private static void checkPath(String field, String path, List<String> faults) {
        boolean up = Stream.of(path.split("/")).anyMatch(".."::equals);
        if (path.isBlank() || path.startsWith("/") || up) {
            faults.add(field + ": the path '" + path + "' is not relative, or leads out of the replica's folder");
        }
    }
}
