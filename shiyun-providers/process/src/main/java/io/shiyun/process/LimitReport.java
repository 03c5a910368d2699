package io.shiyun.process;

import java.util.List;

/**
 * Which limits hold, and which do not.
 *
 * @param set the limits that hold, as {@code name=value}
 * @param notSet those asked for that do not hold as asked, each with the reason
 */
public record LimitReport(List<String> set, List<String> notSet) {
    public LimitReport {
        set = List.copyOf(set);
        notSet = List.copyOf(notSet);
    }

    /** Returns whether everything that was asked for holds. */
    public boolean complete() {
        return notSet.isEmpty();
    }
}
