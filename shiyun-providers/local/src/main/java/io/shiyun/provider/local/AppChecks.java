package io.shiyun.provider.local;

import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.Scaling;
import io.shiyun.model.VolumeMount;
import io.shiyun.process.LaunchOrder;
import io.shiyun.process.Launcher;
import io.shiyun.process.Marker;
import io.shiyun.spi.AppOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is wrong with an order for this machine: all of it at once, before anything is changed. */
final class AppChecks {
    private AppChecks() {}

    static void check(AppOrder order, World world) {
        Names.check("a project", order.project().value());
        Names.check("an app", order.name());
        List<String> faults = new ArrayList<>();
        if (order.command().isEmpty()) {
            faults.add("command: missing; images here are files and have no command of their own");
        }
        if (!order.image().isEmpty() && !world.artifacts().has(order.image())) {
            faults.add("image: there is no '" + order.image() + "' in the folder of images");
        }
        if (order.scaling() instanceof Scaling.Auto) {
            faults.add("scaling: this machine has no autoscaler; give a number");
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
                faults.add("volumes: '" + mount.name() + "' cannot be held read-only by this machine");
            }
            if (!mount.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
                faults.add("volumes: the name '" + mount.name() + "' cannot be that of a folder");
            }
        }
        if (!faults.isEmpty()) {
            throw Problems.invalid(
                    "the order for '" + order.name() + "' cannot be taken: " + String.join("; ", faults));
        }
        order.command().ifPresent(command -> checkCommand(command, order, world));
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

    /** A program of the system can be looked for now; one that comes with the image or the files, only once they are there. */
    private static void checkCommand(Command command, AppOrder order, World world) {
        boolean ownFile = command.program().contains("/") && !command.program().startsWith("/");
        if (!ownFile) {
            Marker nobody = new Marker(world.owner(), "check", world.newIntent());
            Launcher.check(LaunchOrder.of(command.arguments(), world.folder(), nobody)
                    .environment(command.environment())
                    .environment(order.environment())
                    .build());
        }
    }
}
