package io.shiyun.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds processes by the {@link Marker} in their environment. Needs {@code /proc}; without it nothing is found. */
public final class ProcessScanner {

    /**
     * A live process with a marker.
     *
     * @param leader whether it leads its session, which the process that was started does and its children do not
     */
    public record Owned(ProcessIdentity identity, Marker marker, boolean leader) {}

    private ProcessScanner() {}

    /** Returns every live process, this one apart, that carries the owner's marker. */
    public static List<Owned> owned(String owner) {
        if (!ProcFs.present()) {
            return List.of();
        }
        String boot = ProcFs.bootId().orElse(ProcessIdentity.NO_BOOT_ID);
        long self = ProcessHandle.current().pid();
        List<Owned> found = new ArrayList<>();
        for (ProcStat stat : ProcFs.all()) {
            if (stat.dead() || stat.pid() == self) {
                continue;
            }
            Optional<Marker> marker = ProcFs.environment(stat.pid()).flatMap(Marker::in);
            if (marker.isPresent() && marker.get().owner().equals(owner)) {
                found.add(new Owned(
                        new ProcessIdentity(stat.pid(), stat.startTicks(), boot),
                        marker.get(),
                        stat.session() == stat.pid()));
            }
        }
        return List.copyOf(found);
    }

    /** Returns the marker that the process carries; empty when it has none or is gone. */
    public static Optional<Marker> markerOf(ProcessIdentity identity) {
        return ProcFs.environment(identity.pid()).flatMap(Marker::in).filter(marker -> identity.alive());
    }
}
