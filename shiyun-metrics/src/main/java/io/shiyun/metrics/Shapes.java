package io.shiyun.metrics;

/**
 * A bounded memory of short courses of a series: the latest eight stretches, as heights and as a shape without scale, next
 * to the most like it of those remembered. A course unlike all is new, is remembered, and is then known; the one that
 * matched least recently leaves. In a larger array lie {@value #SIZE} bytes that each point touches and, elsewhere, {@value
 * #COURSES_SIZE} of memory for the end of a stretch.
 */
final class Shapes {
    private static final int STEPS = 8;
    private static final int BYTES = 2 * STEPS;
    private static final int KEPT = 24;
    private static final int FILLED = 0;
    private static final int IN_STRETCH = 1;
    private static final int MANY = 2;
    private static final int CLOCK = 3;
    private static final int SUM = 5;
    private static final int LOW = 9;
    private static final int HIGH = 13;
    /** The heights of the latest stretches, from 1 to 127, one a byte; the newest is the highest byte. */
    private static final int LATEST = 17;

    static final int SIZE = LATEST + STEPS;
    private static final int DISTANCES = 0;
    private static final int FAR_DISTANCES = DISTANCES + Tail.SIZE;
    private static final int COURSES = FAR_DISTANCES + Tail.FAR_SIZE;
    private static final int MATCHED = COURSES + KEPT * BYTES;
    static final int COURSES_SIZE = MATCHED + 2 * KEPT;

    /** Deviations within which a stretch counts as usual height. */
    private static final double USUAL = 1;
    /** Deviations at which half of the scale of heights is used up. */
    private static final double HALF = 3;
    /** Distance beyond which a course is a new one. */
    private static final int NEW = 127;

    private static final int LEAST_SPREAD = 16;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long EVEN = 0x00ff_00ff_00ff_00ffL;

    private Shapes() {}

    /** Takes a height in deviations; answers the surprise of the course when it ends a stretch, else 0. */
    static double take(byte[] m, int at, int courses, int stride, double z) {
        int count = Cells.u8(m, at + IN_STRETCH);
        double sum = z + (count == 0 ? 0 : Cells.f32(m, at + SUM));
        double low = count == 0 ? z : Math.min(z, Cells.f32(m, at + LOW));
        double high = count == 0 ? z : Math.max(z, Cells.f32(m, at + HIGH));
        if (++count < stride) {
            Cells.u8(m, at + IN_STRETCH, count);
            Cells.f32(m, at + SUM, sum);
            Cells.f32(m, at + LOW, low);
            Cells.f32(m, at + HIGH, high);
            return 0;
        }
        Cells.u8(m, at + IN_STRETCH, 0);
        push(m, at, height(sum / stride, low, high));
        int filled = Cells.u8(m, at + FILLED);
        if (filled < STEPS - 1) {
            Cells.u8(m, at + FILLED, filled + 1);
            return 0;
        }
        return compare(m, at, courses);
    }

    /** The mean of a stretch, or its extreme where that stands out, in -1..1 with usual heights at 0. */
    private static double height(double mean, double low, double high) {
        double extreme = high + low > 2 * mean ? high : low;
        double z = Math.abs(extreme - mean) > HALF ? extreme : mean;
        double beyond = Math.abs(z) < USUAL ? 0 : z - Math.copySign(USUAL, z);
        return beyond / (HALF + Math.abs(beyond));
    }

    private static void push(byte[] m, int at, double height) {
        long newest = (int) (64 + 63 * height + 0.5);
        Cells.i64(m, at + LATEST, (Cells.i64(m, at + LATEST) >>> 8) | (newest << 56));
    }

    private static double compare(byte[] m, int at, int memory) {
        long heights = Cells.i64(m, at + LATEST);
        int low = 127;
        int high = 0;
        for (int i = 0; i < STEPS; i++) {
            int h = (int) (heights >>> (8 * i)) & 0xff;
            low = Math.min(low, h);
            high = Math.max(high, h);
        }
        long shape = 0;
        double spread = Math.max(high - low, LEAST_SPREAD);
        for (int i = 0; i < STEPS; i++) {
            long h = (heights >>> (8 * i)) & 0xff;
            shape |= (long) (127 * ((h - low) / spread) + 0.5) << (8 * i);
        }
        int courses = memory + COURSES;
        int many = Cells.u8(m, at + MANY);
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < many; i++) {
            int distance = distance(m, courses + i * BYTES, heights, shape);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        int clock = (Cells.u16(m, at + CLOCK) + 1) & 0xffff;
        Cells.u16(m, at + CLOCK, clock);
        double surprise = 0;
        if (best >= 0) {
            surprise = Tail.take(m, memory + DISTANCES, memory + FAR_DISTANCES, least / 127.0);
        }
        if (best < 0 || least > NEW) {
            best = many < KEPT ? many : oldest(m, memory, clock);
            Cells.u8(m, at + MANY, Math.min(KEPT, many + 1));
            Cells.i64(m, courses + best * BYTES, heights);
            Cells.i64(m, courses + best * BYTES + STEPS, shape);
        } else {
            drift(m, courses + best * BYTES, heights);
            drift(m, courses + best * BYTES + STEPS, shape);
        }
        Cells.u16(m, memory + MATCHED + 2 * best, clock);
        return surprise;
    }

    /** Twice the difference of heights, half that of shapes, and four times more of the newest height. */
    private static int distance(byte[] m, int at, long heights, long shape) {
        long h = apart(Cells.i64(m, at), heights);
        long s = (apart(Cells.i64(m, at + STEPS), shape) >>> 1) & ~HIGH_BITS;
        return 4 * (int) (h >>> 56) + 2 * sum(h) + sum(s);
    }

    /** The distances of eight pairs of numbers from 0 to 127, one a byte. */
    private static long apart(long a, long b) {
        long raised = (a | HIGH_BITS) - b;
        long notLess = (raised >>> 7) & LOW_BITS;
        long less = LOW_BITS - notLess;
        // 0x7f where a < b: there the low seven bits hold 128 - distance, which is turned over.
        long turn = (less << 7) - less;
        return ((raised & ~HIGH_BITS) ^ turn) + less;
    }

    /** The sum of eight numbers from 0 to 127, one a byte. */
    private static int sum(long bytes) {
        long pairs = (bytes & EVEN) + ((bytes >>> 8) & EVEN);
        return (int) ((pairs * 0x0001_0001_0001_0001L) >>> 48);
    }

    private static int oldest(byte[] m, int memory, int clock) {
        int oldest = 0;
        int longest = -1;
        for (int i = 0; i < KEPT; i++) {
            int age = (clock - Cells.u16(m, memory + MATCHED + 2 * i)) & 0xffff;
            if (age > longest) {
                longest = age;
                oldest = i;
            }
        }
        return oldest;
    }

    /** Moves a remembered course a quarter of the way to the one that matched it. */
    private static void drift(byte[] m, int at, long course) {
        for (int i = 0; i < STEPS; i++) {
            int to = (int) ((course >>> (8 * i)) & 0xff);
            m[at + i] += (byte) ((to - m[at + i]) / 4);
        }
    }
}
