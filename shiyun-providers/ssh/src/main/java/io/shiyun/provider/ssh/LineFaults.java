package io.shiyun.provider.ssh;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in a hosts file, each fault with its line and column. Not thread-safe. */
final class LineFaults {
    private static final int SHOWN = 20;

    private final String file;
    private final List<String> faults = new ArrayList<>();

    LineFaults(String file) {
        this.file = file;
    }

    void add(int line, int column, String what) {
        faults.add(file + ":" + line + ":" + column + ": " + what);
    }

    void add(Row.Word at, String what) {
        add(at.line(), at.column(), what);
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException with the first of the faults, if there are any
     */
    void end() {
        if (faults.isEmpty()) {
            return;
        }
        String more = faults.size() > SHOWN ? "\nand " + (faults.size() - SHOWN) + " more" : "";
        throw new IllegalArgumentException(String.join("\n", faults.subList(0, Math.min(SHOWN, faults.size()))) + more);
    }
}
