package io.shiyun;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names the process that works on an intent, so that a later one on the same machine can tell whether it still lives:
 * machine and boot, process number, and start. A number that was given to another process since does not deceive it.
 *
 * @param machine the boot id of the system, or the name of the machine where there is none
 * @param pid the process number
 * @param started milliseconds since 1970; 0 when the system does not tell
 */
record Owner(String machine, long pid, long started) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Returns this process. */
    static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(bootOrName(), self.pid(), started(self));
    }

    /** Returns whether the owner of this name was a process of this machine that is gone. */
    static boolean dead(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(bootOrName())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[1]));
        long started = Long.parseLong(parts[2]);
        return process.isEmpty() || !process.get().isAlive() || (started != 0 && started(process.get()) != started);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String bootOrName() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException noProc) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }
    }

    @Override
    public String toString() {
        return machine + "/" + pid + "/" + started;
    }
}
