package io.shiyun.finops.focus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The hours that the rows of a load touch, for each part and day. */
final class Hours {
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int MAX_DAYS = 400;

    private final Map<Integer, int[]> masks = new HashMap<>();
    private int[] mine = new int[0];
    private int minePart = -1;
    private long lastStart = Long.MIN_VALUE;
    private long lastEnd;
    private final Map<Integer, Integer> firstDays = new HashMap<>();
    private int firstDay;

    void add(int part, long start, long end) {
        if (part == minePart && start == lastStart && end == lastEnd) {
            return;
        }
        if (part != minePart) {
            turnTo(part, start);
        }
        lastStart = start;
        lastEnd = end;
        int day = (int) Math.floorDiv(start, (long) DAY) - firstDay;
        int second = (int) Math.floorMod(start, (long) DAY);
        long length = end - start;
        if (length <= HOUR && second % HOUR == 0 && day >= 0 && day < mine.length) {
            mine[day] |= 1 << (second / HOUR);
        } else {
            touch(start, end);
        }
    }

    /** Returns for each day, since 1970-01-01, the hours touched, bit 0 the first. */
    Map<Integer, Integer> of(int part) {
        Map<Integer, Integer> days = new HashMap<>();
        int[] found = masks.getOrDefault(part, new int[0]);
        int first = firstDays.getOrDefault(part, 0);
        for (int i = 0; i < found.length; i++) {
            if (found[i] != 0) {
                days.put(first + i, found[i]);
            }
        }
        return days;
    }

    private void turnTo(int part, long start) {
        minePart = part;
        firstDay = firstDays.computeIfAbsent(part, p -> (int) Math.floorDiv(start, (long) DAY));
        mine = masks.computeIfAbsent(part, p -> new int[32]);
    }

    /** Years of commitment in one row say nothing of days: of long periods the first 400 days count. */
    private void touch(long start, long end) {
        long stop = Math.min(end, start + (long) MAX_DAYS * DAY);
        for (long hour = Math.floorDiv(start, (long) HOUR); hour * HOUR < stop; hour++) {
            int day = (int) Math.floorDiv(hour, 24L);
            reach(day);
            mine[day - firstDay] |= 1 << (int) Math.floorMod(hour, 24L);
        }
    }

    private void reach(int day) {
        int shift = Math.max(0, firstDay - day);
        int length = Math.max(mine.length, day - firstDay + 1) + shift;
        if (length > 20 * MAX_DAYS) {
            throw new BadValue("lies more than 20 years from other rows of its billing period");
        }
        if (shift > 0 || length > mine.length) {
            int[] larger = Arrays.copyOfRange(mine, 0, length);
            System.arraycopy(mine, 0, larger, shift, mine.length);
            Arrays.fill(larger, 0, shift, 0);
            mine = larger;
            firstDay -= shift;
            masks.put(minePart, mine);
            firstDays.put(minePart, firstDay);
        }
    }
}
