package io.shiyun.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The {@code prlimit} call that goes before a command, and what it can and cannot hold. A limit above this process's own hard
 * limit would make {@code prlimit} fail, and with it the start, so it is lowered to the hard limit and reported.
 */
record LimitArguments(List<String> command, LimitReport report) {
    private static final String SUPERUSER = "root";

    static LimitArguments of(Limits limits, Optional<Path> prlimit, Map<String, Long> hard, String user) {
        List<String> arguments = new ArrayList<>();
        List<String> set = new ArrayList<>();
        List<String> notSet = new ArrayList<>();
        Adder adder = (option, limitName, wanted) -> {
            if (wanted.isEmpty()) {
                return;
            }
            if (prlimit.isEmpty()) {
                notSet.add(option + "=" + wanted.getAsLong() + ": the command prlimit is not installed");
                return;
            }
            long ceiling = hard.getOrDefault(limitName, Long.MAX_VALUE);
            long value = Math.min(wanted.getAsLong(), ceiling);
            arguments.add("--" + option + "=" + value);
            set.add(option + "=" + value);
            if (value < wanted.getAsLong()) {
                notSet.add(option + "=" + wanted.getAsLong() + ": lowered to this process's hard limit " + value);
            } else if (option.equals("nproc") && user.equals(SUPERUSER)) {
                notSet.add(option + "=" + value + ": the system exempts the superuser from it");
            }
        };
        adder.add("core", "Max core file size", OptionalLong.of(0));
        adder.add("as", "Max address space", limits.addressSpace());
        adder.add("nofile", "Max open files", limits.openFiles());
        adder.add("nproc", "Max processes", limits.processes());
        adder.add("fsize", "Max file size", limits.fileSize());
        List<String> command = new ArrayList<>();
        prlimit.ifPresent(path -> {
            command.add(path.toString());
            command.addAll(arguments);
            command.add("--");
        });
        return new LimitArguments(List.copyOf(command), new LimitReport(set, notSet));
    }

    /** Reads the hard limits out of the text of {@code /proc/self/limits}; unlimited ones are left out. */
    static Map<String, Long> hardLimits(String text) {
        Map<String, Long> hard = new HashMap<>();
        for (String line : text.split("\n")) {
            if (line.length() < 26 || !line.startsWith("Max ")) {
                continue;
            }
            String[] columns = line.substring(26).strip().split("\\s+");
            if (columns.length >= 2 && columns[1].chars().allMatch(Character::isDigit)) {
                hard.put(line.substring(0, 26).strip(), Long.parseLong(columns[1]));
            }
        }
        return hard;
    }

    private interface Adder {
        void add(String option, String limitName, OptionalLong wanted);
    }
}
