package io.shiyun.prometheus;

/** The hashes of the requests taken last, to know one that is sent again because its answer was lost. Not thread-safe. */
final class RecentBodies {
    private final long[] high;
    private final long[] low;
    private int next;

    RecentBodies(int most) {
        high = new long[most];
        low = new long[most];
    }

    boolean knows(long first, long second) {
        for (int i = 0; i < high.length; i++) {
            if (high[i] == first && low[i] == second) {
                return true;
            }
        }
        return false;
    }

    void add(long first, long second) {
        high[next] = first;
        low[next] = second;
        next = (next + 1) % high.length;
    }
}
