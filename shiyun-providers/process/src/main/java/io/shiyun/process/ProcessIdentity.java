package io.shiyun.process;

import java.util.Optional;

/**
 * Which process it is, once and for all: a process number alone is given again to strangers, so it comes with the moment the
 * process started (clock ticks since boot, field 22 of {@code /proc/PID/stat}) and the id of the boot those ticks count from.
 *
 * <p>Where {@code /proc} is missing the start is the one that {@link ProcessHandle} tells, in milliseconds since the epoch, and
 * the boot id is {@link #NO_BOOT_ID}: two processes of one number that started within the same millisecond would then look alike.
 *
 * @param pid the process number
 * @param start when it started, in ticks since boot, or in epoch milliseconds without {@code /proc}
 * @param bootId the boot the process lives in
 */
public record ProcessIdentity(long pid, long start, String bootId) {
    /** Stands in for the boot id where the system has none to tell. */
    public static final String NO_BOOT_ID = "none";

    public ProcessIdentity {
        if (pid <= 0) {
            throw new IllegalArgumentException("a process number is positive, not " + pid);
        }
        if (bootId.isBlank() || bootId.indexOf(':') >= 0) {
            throw new IllegalArgumentException("not a boot id: '" + bootId + "'");
        }
    }

    /** Returns the identity of the process that has this number now, a zombie included; empty when there is none. */
    public static Optional<ProcessIdentity> of(long pid) {
        if (ProcFs.present()) {
            String boot = ProcFs.bootId().orElse(NO_BOOT_ID);
            return ProcFs.stat(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks(), boot));
        }
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new ProcessIdentity(pid, start.toEpochMilli(), NO_BOOT_ID));
    }

    /** Returns an identity that no live process has, for one that ended before it could be looked at. */
    static ProcessIdentity gone(long pid) {
        return new ProcessIdentity(pid, -1, NO_BOOT_ID);
    }

    /** Returns the identity of this Java process. */
    public static ProcessIdentity self() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("this system does not tell when a process started"));
    }

    /** Returns whether exactly this process is running now. A zombie is dead, and so is a stranger with the same number. */
    public boolean alive() {
        if (!ProcFs.present()) {
            return of(pid).filter(this::equals).isPresent()
                    && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
        return ProcFs.bootId().orElse(NO_BOOT_ID).equals(bootId)
                && ProcFs.stat(pid)
                        .filter(stat -> stat.startTicks() == start && !stat.dead())
                        .isPresent();
    }

    /** Returns whether the process is still in the process table, as a zombie at least. */
    boolean listed() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Returns {@code pid:start:boot}, which {@link #parse} reads. */
    public String encode() {
        return pid + ":" + start + ":" + bootId;
    }

    /** Reads what {@link #encode} wrote; empty when the text is anything else. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
