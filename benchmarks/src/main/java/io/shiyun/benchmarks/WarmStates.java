package io.shiyun.benchmarks;

import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.metrics.DetectorStore;
import java.util.Arrays;
import java.util.Random;

/**
 * A store that has a warm state for every series: one of some hundred that have seen noise, daily courses and walks. So a
 * bank of a million is full and warm in seconds.
 */
final class WarmStates implements DetectorStore {
    static final long MINUTE = 60_000;
    static final long START = 1_700_000_000_000L;
    private static final int KINDS = 256;
    private final byte[][] states = new byte[KINDS][];
    final int points;

    /** States that have seen so many points, one a minute from {@link #START}. */
    WarmStates(int points) {
        this.points = points;
        DetectorBank bank = new DetectorBank(
                BankLimits.of(KINDS).newSeries(2 * KINDS, BankLimits.MINUTE),
                new DetectorStore() {
                    @Override
                    public void put(long series, byte[] from, int offset, int length) {
                        states[(int) series] = Arrays.copyOfRange(from, offset, offset + length);
                    }

                    @Override
                    public boolean take(long series, byte[] into, int offset, int length) {
                        return false;
                    }
                },
                DetectorBank.ALONE);
        for (int kind = 0; kind < KINDS; kind++) {
            Random random = new Random(kind);
            for (int i = 0; i < points; i++) {
                bank.update(START, kind, START + i * MINUTE, value(kind, i, random));
            }
        }
        for (int kind = 0; kind < KINDS; kind++) {
            bank.update(START, KINDS + kind, START, 0);
        }
    }

    /** Returns the kind of a series, whose state it begins with. */
    static int kind(long series) {
        return (int) Math.floorMod(series, (long) KINDS);
    }

    /** A value of a series of a kind. */
    static double value(long series, int i, Random random) {
        double noise = random.nextGaussian();
        return switch ((int) (series % 3)) {
            case 0 -> 50 + 3 * noise;
            case 1 -> 50 + 10 * Math.sin(2 * Math.PI * i / 1_440) + noise;
            default -> Math.exp(noise);
        };
    }

    @Override
    public void put(long series, byte[] from, int offset, int length) {}

    @Override
    public boolean take(long series, byte[] into, int offset, int length) {
        System.arraycopy(states[kind(series)], 0, into, offset, length);
        return true;
    }

    /** A point of each of many series, minute after minute. */
    static final class Rounds {
        final long[] series;
        final long[] times;
        final double[] values;
        private final double[][] noise = new double[3][1 << 14];
        private int minute;
        int alarms;

        Rounds(int count, int minute) {
            series = new long[count];
            times = new long[count];
            values = new double[count];
            this.minute = minute;
            Arrays.setAll(series, i -> i);
            Random random = new Random(1);
            for (int kind = 0; kind < 3; kind++) {
                for (int i = 0; i < noise[kind].length; i++) {
                    noise[kind][i] = value(kind, 0, random);
                }
            }
        }

        void shuffle() {
            Random random = new Random(2);
            for (int i = series.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                long other = series[i];
                series[i] = series[j];
                series[j] = other;
            }
        }

        void next() {
            long now = START + minute * MINUTE;
            double day = 10 * Math.sin(2 * Math.PI * minute / 1_440);
            int from = minute * 7_919;
            for (int i = 0; i < series.length; i++) {
                int kind = (int) (series[i] % 256 % 3);
                times[i] = now;
                values[i] = noise[kind][(from + 613 * i) & 0x3fff] + (kind == 1 ? day : 0);
            }
            minute++;
        }

        void feed(DetectorBank bank) {
            bank.feed(times[0], series, times, values, series.length, (index, key, verdict) -> alarms++);
        }
    }
}
