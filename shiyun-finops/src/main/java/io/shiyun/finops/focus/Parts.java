package io.shiyun.finops.focus;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of a load, numbered as they appear. */
final class Parts {
    private static final int DAY = 86_400;

    private final String file;
    private final FocusCodes codes;
    private final Map<Part, Integer> numbers = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int used;

    Parts(String file, FocusCodes codes) {
        this.file = file;
        this.codes = codes;
    }

    /** Returns the number of the part to which a provider's rows of a billing period belong. */
    int of(int provider, long periodStart) {
        long key = (long) provider << 40 ^ periodStart;
        int mask = keys.length - 1;
        for (int i = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask; ; i = (i + 1) & mask) {
            if (values[i] == 0) {
                return meet(provider, periodStart, key);
            }
            if (keys[i] == key) {
                return values[i] - 1;
            }
        }
    }

    List<Part> all() {
        return List.copyOf(parts);
    }

    private int meet(int provider, long periodStart, long key) {
        String name = codes.of(FocusColumn.PROVIDER_NAME).text(provider);
        Part part =
                new Part(file, name == null ? "" : name, LocalDate.ofEpochDay(Math.floorDiv(periodStart, (long) DAY)));
        int number = numbers.computeIfAbsent(part, p -> {
            parts.add(p);
            return parts.size() - 1;
        });
        if (++used * 2 > keys.length) {
            long[] formerKeys = keys;
            int[] formerValues = values;
            keys = new long[formerKeys.length * 2];
            values = new int[keys.length];
            for (int i = 0; i < formerKeys.length; i++) {
                if (formerValues[i] != 0) {
                    place(formerKeys[i], formerValues[i]);
                }
            }
        }
        place(key, number + 1);
        return number;
    }

    private void place(long key, int value) {
        int mask = keys.length - 1;
        int i = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (values[i] != 0) {
            i = (i + 1) & mask;
        }
        keys[i] = key;
        values[i] = value;
    }
}
