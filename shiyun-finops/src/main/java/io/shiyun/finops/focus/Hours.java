package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hours that the rows of a load touch, for each part and day. */
final class Hours {
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int MAX_DAYS = 400;
    private static final int ALL_DAY = 0xFFFFFF;

    private final List<Days> parts = new ArrayList<>();
    private Days mine = new Days(0);
    private int minePart = -1;
    private long lastStart = Long.MIN_VALUE;
    private long lastEnd;

    void add(int part, int startDay, long start, long end) {
        if (part != minePart) {
            turnTo(part, startDay);
        } else if (start == lastStart && end == lastEnd) {
            return;
        }
        lastStart = start;
        lastEnd = end;
        int day = startDay - mine.first;
        int second = (int) (start - (long) startDay * DAY);
        long length = end - start;
        if (day >= 0 && day < mine.masks.length && second + length <= DAY) {
            if (length == DAY) {
                mine.masks[day] = ALL_DAY;
                return;
            }
            if (length <= HOUR && second % HOUR == 0) {
                mine.masks[day] |= 1 << (second / HOUR);
                return;
            }
        }
        mine.touch(start, end);
    }

    /** Returns for each day, since 1970-01-01, the hours touched, bit 0 the first. */
    Map<Integer, Integer> of(int part) {
        Map<Integer, Integer> days = new HashMap<>();
        if (part < parts.size()) {
            Days found = parts.get(part);
            for (int i = 0; i < found.masks.length; i++) {
                if (found.masks[i] != 0) {
                    days.put(found.first + i, found.masks[i]);
                }
            }
        }
        return days;
    }

    private void turnTo(int part, int startDay) {
        minePart = part;
        while (parts.size() <= part) {
            parts.add(new Days(startDay));
        }
        mine = parts.get(part);
    }

    /** The days of one part, from a first one on. */
    private static final class Days {
        private int first;
        private int[] masks = new int[32];

        Days(int first) {
            this.first = first;
        }

        /** Years of commitment in one row say nothing of days: of long periods the first 400 days count. */
        void touch(long start, long end) {
            long stop = Math.min(end, start + (long) MAX_DAYS * DAY);
            for (long hour = Math.floorDiv(start, (long) HOUR); hour * HOUR < stop; hour++) {
                int day = (int) Math.floorDiv(hour, 24L);
                reach(day);
                if (day >= first && day - first < masks.length) {
                    masks[day - first] |= 1 << (int) Math.floorMod(hour, 24L);
                }
            }
        }

        /** Days more than twenty years from the others are not counted: they would be a slip of the pen. */
        private void reach(int day) {
            int shift = Math.max(0, first - day);
            int length = Math.max(masks.length, day - first + 1) + shift;
            if (length <= masks.length || length > 20 * MAX_DAYS) {
                return;
            }
            int[] larger = new int[length];
            System.arraycopy(masks, 0, larger, shift, masks.length);
            masks = larger;
            first -= shift;
        }
    }
}
