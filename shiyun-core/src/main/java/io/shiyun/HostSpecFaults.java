package io.shiyun;

import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Reason;
import io.shiyun.spi.DiskOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds everything that is wrong with a {@link HostSpec}, by the path of the field. */
final class HostSpecFaults {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern KEY = Pattern.compile("(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?");
    /** What EC2 takes, the least of the clouds: 16 KiB before base64. */
    private static final int MOST_USER_DATA = 16 * 1024;

    private static final int MOST_TAG = 127;
    private static final int MOST_TAG_VALUE = 255;

    private final HostSpec spec;
    private final SortedMap<String, String> found = new TreeMap<>();

    private HostSpecFaults(HostSpec spec) {
        this.spec = spec;
    }

    static SortedMap<String, String> of(HostSpec spec) {
        HostSpecFaults faults = new HostSpecFaults(spec);
        faults.names();
        faults.size();
        faults.disks();
        faults.login();
        faults.tags();
        return faults.found;
    }

    static void refuse(HostSpec spec, Map<String, String> faults) {
        if (faults.isEmpty()) {
            return;
        }
        String list = faults.entrySet().stream()
                .map(fault -> "\n  " + fault.getKey() + ": " + fault.getValue())
                .collect(Collectors.joining());
        throw CloudException.notSent(
                        Reason.INVALID,
                        "The spec of host '" + spec.name() + "' has " + faults.size()
                                + (faults.size() == 1 ? " fault:" : " faults:") + list)
                .build();
    }

    private void fault(String path, String what) {
        found.merge(path, what, (a, b) -> a + "; " + b);
    }

    private void names() {
        if (!NAME.matcher(spec.name()).matches()) {
            fault(
                    "name",
                    "must be 1 to 63 letters, digits, hyphens, dots and underscores that begin and end with a letter or"
                            + " digit, not '" + spec.name() + "'");
        }
        if (spec.image().isBlank()) {
            fault("image", "is missing; name one, such as image(\"debian-12\")");
        }
    }

    private void size() {
        boolean least = spec.cpu().isPresent() || spec.memory().isPresent();
        if (spec.shape().isEmpty() && !least) {
            fault("atLeast", "is missing, and so is the shape; say how big it must be with one of them");
        }
        if (spec.cpu().filter(cpu -> cpu.compareTo(Cpu.millis(1)) < 0).isPresent()) {
            fault("atLeast.cpu", "must be more than nothing");
        }
        if (spec.memory().filter(memory -> memory.count() == 0).isPresent()) {
            fault("atLeast.memory", "must be more than nothing");
        }
        if (spec.gpus() < 0) {
            fault("gpus", "must be 0 or more, not " + spec.gpus());
        }
    }

    private void disks() {
        if (spec.disk().filter(size -> size.count() == 0).isPresent()) {
            fault("disk", "must hold something; leave it out for that of the image");
        }
        List<DiskOrder> disks = spec.disks();
        for (int i = 0; i < disks.size(); i++) {
            if (disks.get(i).size().count() == 0) {
                fault("disks[" + i + "].size", "must hold something");
            }
        }
    }

    private void login() {
        if (!spec.sshKey().isEmpty() && !KEY.matcher(spec.sshKey().strip()).matches()) {
            fault("sshKey", "must be one public key in OpenSSH form, such as 'ssh-ed25519 AAAA... me@here'");
        }
        int length = spec.userData()
                .map(data -> data.reveal().getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        if (length > MOST_USER_DATA) {
            fault(
                    "userData",
                    "has " + length + " bytes; clouds take " + MOST_USER_DATA
                            + ". Put more into an image or an object");
        }
    }

    private void tags() {
        spec.tags().forEach((name, value) -> {
            if (name.isBlank() || name.startsWith("shiyun-")) {
                fault(
                        "tags." + name,
                        "must have a name that does not begin with 'shiyun-', which is the library's own");
            } else if (name.length() > MOST_TAG || value.length() > MOST_TAG_VALUE) {
                fault(
                        "tags." + name,
                        "must have at most " + MOST_TAG + " characters in its name and " + MOST_TAG_VALUE
                                + " in its value");
            }
        });
    }
}
