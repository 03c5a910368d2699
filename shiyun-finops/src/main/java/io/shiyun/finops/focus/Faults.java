package io.shiyun.finops.focus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong in one file: errors, which keep it out, up to a bound, and notices, one for each column and kind. */
final class Faults {
    private static final int MAX_SHOWN = 120;
    private static final int MAX_NOTICES = 200;

    private final String file;
    private final int max;
    private final List<Fault> errors = new ArrayList<>();
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private Map<String, String> shown = Map.of();
    private long count;
    private boolean stopped;

    Faults(String file, int max) {
        this.file = file;
        this.max = max;
    }

    /** Says what columns are called in this file, where that is not what FOCUS calls them. */
    void shown(Map<String, String> names) {
        shown = names;
    }

    private @Nullable String shown(@Nullable String column) {
        return column == null ? null : shown.getOrDefault(column, column);
    }

    void error(long line, @Nullable String column, @Nullable String value, String message) {
        count++;
        if (errors.size() < max) {
            errors.add(new Fault(file, line, shown(column), value == null ? null : cut(value), message));
        }
    }

    /** Records an error after which the rest of the file means nothing. */
    void fatal(long line, @Nullable String column, @Nullable String value, String message) {
        if (!stopped) {
            error(line, column, value, message);
        }
        stopped = true;
    }

    void notice(long line, @Nullable String column, @Nullable String value, String message) {
        String key = column + "\n" + message;
        Notice former = notices.get(key);
        if (former != null) {
            notices.put(key, new Notice(former.first(), former.rows() + 1));
        } else if (notices.size() < MAX_NOTICES) {
            notices.put(
                    key,
                    new Notice(new Fault(file, line, shown(column), value == null ? null : cut(value), message), 1));
        }
    }

    /** Has the reader give up if there were errors so far. */
    void stopIfAny() {
        stopped |= count > 0;
    }

    boolean stopped() {
        return stopped;
    }

    long count() {
        return count;
    }

    List<Fault> errors() {
        List<Fault> sorted = new ArrayList<>(errors);
        sorted.sort(Comparator.comparingLong(Fault::line));
        return List.copyOf(sorted);
    }

    List<Notice> notices() {
        return List.copyOf(notices.values());
    }

    static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, Math.min(to - from, 4 * MAX_SHOWN), StandardCharsets.UTF_8);
    }

    private static String cut(String value) {
        return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "...";
    }
}
