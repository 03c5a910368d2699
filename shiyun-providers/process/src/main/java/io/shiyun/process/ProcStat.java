package io.shiyun.process;

import java.util.Optional;

/**
 * The fields of {@code /proc/PID/stat} that matter here; numbering follows proc(5). The second field is the command name in
 * parentheses and may itself hold spaces and parentheses, so fields are counted from the last closing one.
 */
record ProcStat(
        long pid, char state, long parent, long group, long session, long cpuTicks, long threads, long startTicks) {

    /**
     * Whether nothing of the process runs any more. A zombie is only an entry that waits to be collected by its parent; but while
     * other threads than the first are still on their way out, the process holds its memory, files and ports.
     */
    boolean dead() {
        return state == 'X' || state == 'x' || (state == 'Z' && threads <= 1);
    }

    static Optional<ProcStat> parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 1 || close < open || close + 2 >= text.length()) {
            return Optional.empty();
        }
        String[] fields = text.substring(close + 2).trim().split(" ");
        if (fields.length < 20) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(
                    Long.parseLong(text.substring(0, open).trim()),
                    fields[field(3)].charAt(0),
                    Long.parseLong(fields[field(4)]),
                    Long.parseLong(fields[field(5)]),
                    Long.parseLong(fields[field(6)]),
                    Long.parseLong(fields[field(14)]) + Long.parseLong(fields[field(15)]),
                    Long.parseLong(fields[field(20)]),
                    Long.parseLong(fields[field(22)])));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private static int field(int number) {
        return number - 3;
    }
}
