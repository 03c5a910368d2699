package io.shiyun;

import io.shiyun.model.Check;
import io.shiyun.model.CloudException;
import io.shiyun.model.Probe;
import io.shiyun.model.Reason;
import io.shiyun.model.VolumeMount;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with an {@link AppSpec}, by the path of the field. */
final class AppSpecFaults {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern PORT_NAME = Pattern.compile("[a-z][a-z0-9-]{0,14}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String NAME_RULE =
            "must be 1 to 63 lower-case letters, digits and hyphens that begin with a letter and do not end with a hyphen";
    private static final int MOST_REPLICAS = 10_000;

    private final AppSpecParts parts;
    private final SortedMap<String, String> found = new TreeMap<>();

    private AppSpecFaults(AppSpecParts parts) {
        this.parts = parts;
    }

    static SortedMap<String, String> of(AppSpecParts parts) {
        AppSpecFaults faults = new AppSpecFaults(parts);
        faults.names();
        faults.program();
        faults.replicas();
        faults.ports();
        faults.environment();
        faults.files();
        faults.volumes();
        faults.sizes();
        faults.probe("ready", parts.ready);
        faults.probe("alive", parts.alive);
        return faults.found;
    }

    static CloudException refusal(String name, Map<String, String> faults) {
        String list = faults.entrySet().stream()
                .map(fault -> "\n  " + fault.getKey() + ": " + fault.getValue())
                .collect(Collectors.joining());
        return CloudException.notSent(
                        Reason.INVALID,
                        "The spec of app '" + name + "' has " + faults.size()
                                + (faults.size() == 1 ? " fault:" : " faults:") + list)
                .build();
    }

    private void fault(String path, String what) {
        found.merge(path, what, (a, b) -> a + "; " + b);
    }

    private void names() {
        if (!NAME.matcher(parts.name).matches()) {
            fault("name", NAME_RULE + ", not '" + parts.name + "'");
        }
        if (!NAME.matcher(parts.project).matches()) {
            fault("project", NAME_RULE + ", not '" + parts.project + "'");
        }
        if (parts.cloud != null && parts.cloud.isBlank()) {
            fault("cloud", "is empty; give the name of a connected cloud, or leave it out");
        }
        if (parts.region != null && parts.region.isBlank()) {
            fault("region", "is empty; give the name of a region, or leave it out");
        }
        for (String tag : parts.tags.keySet()) {
            if (tag.isBlank() || tag.startsWith("shiyun-")) {
                fault("tags." + tag, "must have a name that does not begin with 'shiyun-', which is the library's own");
            }
        }
    }

    private void program() {
        if (parts.image.isBlank() && parts.command.isEmpty()) {
            fault("command", "is missing, and so is the image; give one of them");
        }
        if (!parts.command.isEmpty() && parts.command.get(0).isBlank()) {
            fault("command[0]", "is empty; it is the program to run");
        }
        for (int i = 0; i < parts.command.size(); i++) {
            if (parts.command.get(i).indexOf('\0') >= 0) {
                fault("command[" + i + "]", "holds a NUL character");
            }
        }
        if (!parts.directory.isEmpty()) {
            inside("directory", parts.directory);
        }
    }

    private void replicas() {
        AppSpecParts.Replicas wish = parts.replicas;
        if (wish == null) {
            return;
        }
        if (wish.isFixed()) {
            if (wish.min() < 0 || wish.min() > MOST_REPLICAS) {
                fault("replicas", "must be 0 to " + MOST_REPLICAS + ", not " + wish.min());
            }
            return;
        }
        if (wish.min() < 1 || wish.max() < wish.min() || wish.max() > MOST_REPLICAS) {
            fault(
                    "autoscale",
                    "needs 1 <= min <= max <= " + MOST_REPLICAS + ", not min " + wish.min() + " and max " + wish.max());
        }
        if (wish.percent() < 1 || wish.percent() > 100) {
            fault("autoscale.cpuPercent", "must be 1 to 100, not " + wish.percent());
        }
    }

    private void ports() {
        Set<String> names = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < parts.ports.size(); i++) {
            AppSpecParts.PortPart port = parts.ports.get(i);
            String path = "ports[" + i + "]";
            if (!PORT_NAME.matcher(port.name()).matches()) {
                fault(
                        path + ".name",
                        "must be 1 to 15 lower-case letters, digits and hyphens that begin with a letter, not '"
                                + port.name() + "'");
            } else if (!names.add(port.name())) {
                fault(path + ".name", "is there twice: '" + port.name() + "'");
            }
            if (port.number() < 0 || port.number() > 65_535) {
                fault(path + ".number", "must be 0 to 65535, not " + port.number());
            } else if (port.number() > 0 && !numbers.add(port.number())) {
                fault(path + ".number", "is there twice: " + port.number());
            }
        }
    }

    private void environment() {
        parts.environment.forEach((name, value) -> variable("env." + name, name, value));
        parts.secrets.forEach((name, value) -> variable("secrets." + name, name, value.reveal()));
        for (String name : parts.secrets.keySet()) {
            if (parts.environment.containsKey(name)) {
                fault("secrets." + name, "is in the plain environment too; keep one of them");
            }
        }
    }

    private void variable(String path, String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            fault(path, "must have a name of letters, digits and underscores that does not begin with a digit");
        } else if (name.startsWith("SHIYUN_")) {
            fault(path, "must not begin with SHIYUN_, which is the library's own");
        } else if (name.equals("PORT") || parts.ports.stream().anyMatch(port -> name.equals(variableOf(port)))) {
            fault(path, "is set by the place: it tells a replica where to listen");
        }
        if (value.indexOf('\0') >= 0) {
            fault(path, "holds a NUL character");
        }
    }

    private static String variableOf(AppSpecParts.PortPart port) {
        return "PORT_" + port.name().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private void files() {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < parts.files.size(); i++) {
            String path = parts.files.get(i).path();
            String field = "files[" + i + "].path";
            inside(field, path);
            if (!paths.add(path)) {
                fault(field, "is there twice: '" + path + "'");
            }
        }
    }

    private void volumes() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < parts.volumes.size(); i++) {
            VolumeMount volume = parts.volumes.get(i);
            if (!NAME.matcher(volume.name()).matches()) {
                fault("volumes[" + i + "].name", NAME_RULE + ", not '" + volume.name() + "'");
            } else if (!names.add(volume.name())) {
                fault("volumes[" + i + "].name", "is there twice: '" + volume.name() + "'");
            }
            if (volume.path().isBlank()) {
                fault("volumes[" + i + "].path", "is empty; say where a replica finds it");
            }
        }
    }

    private void sizes() {
        if (parts.cpu != null && parts.cpu.millis() == 0) {
            fault("cpu", "is zero; leave it out, or give each replica some");
        }
        if (parts.memory != null && parts.memory.count() == 0) {
            fault("memory", "is zero; leave it out, or give each replica some");
        }
        if (parts.stopGrace.isNegative()) {
            fault("stopGrace", "must not be negative");
        }
    }

    private void probe(String path, @Nullable Probe probe) {
        if (probe == null) {
            return;
        }
        String port = probe.check() instanceof Check.Tcp tcp
                ? tcp.port()
                : probe.check() instanceof Check.Http http ? http.port() : "";
        if (!port.isEmpty()
                && parts.ports.stream().noneMatch(known -> known.name().equals(port))) {
            fault(
                    path + ".port",
                    "names the port '" + port + "', but the app has "
                            + parts.ports.stream()
                                    .map(AppSpecParts.PortPart::name)
                                    .toList());
        }
    }

    /** A relative path that stays below its root. */
    private void inside(String field, String path) {
        if (path.isBlank() || path.startsWith("/") || path.indexOf('\0') >= 0) {
            fault(field, "must be relative and not empty, not '" + path.replace('\0', '?') + "'");
            return;
        }
        Deque<String> deep = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (deep.isEmpty()) {
                    fault(field, "leaves the folder of the replica: '" + path + "'");
                    return;
                }
                deep.pop();
            } else if (!part.isEmpty() && !part.equals(".")) {
                deep.push(part);
            }
        }
        if (deep.isEmpty()) {
            fault(field, "names no file or folder: '" + path + "'");
        }
    }
}
