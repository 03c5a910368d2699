package io.shiyun.benchmarks;

/**
 * Additive Holt-Winters with a damped trend, as the peer of our forecasts: its three rates are the best of a grid on the
 * first part of the series (least squares, one step ahead), its interval is the normal one of the additive error model
 * (Hyndman and others, Forecasting with Exponential Smoothing, 2008, chapter 6).
 */
final class HoltWinters {
    private static final double DAMPING = 0.98;
    private static final double NORMAL_90 = 1.6449;

    private final int period;
    private final double alpha;
    private final double beta;
    private final double gamma;
    private final double[] season;
    private double level;
    private double trend;
    private double squares;
    private int seen;

    private HoltWinters(int period, double alpha, double beta, double gamma) {
        this.period = period;
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
        this.season = new double[Math.max(1, period)];
    }

    /** Chooses the rates on the first {@code known} values; {@code period} 0 is without season. */
    static HoltWinters fitted(double[] values, int known, int period) {
        int used = known >= 2 * period ? period : 0;
        HoltWinters best = null;
        double least = Double.MAX_VALUE;
        for (double alpha : new double[] {0.05, 0.2, 0.5, 0.9}) {
            for (double beta : new double[] {0, 0.02, 0.1}) {
                for (double gamma : used == 0 ? new double[] {0} : new double[] {0.05, 0.2}) {
                    HoltWinters tried = new HoltWinters(used, alpha, beta, gamma);
                    double sum = 0;
                    for (int i = 0; i < known; i++) {
                        double error = tried.add(values[i]);
                        sum += i >= used ? error * error : 0;
                    }
                    if (sum < least) {
                        least = sum;
                        best = tried;
                    }
                }
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("no value to choose by");
        }
        return best;
    }

    double add(double value) {
        if (seen == 0) {
            level = value;
        }
        int slot = period == 0 ? 0 : seen % period;
        boolean first = seen < period;
        double before = level + DAMPING * trend;
        double error = value - before - season[slot];
        if (first) {
            season[slot] = value - level;
            level += 0.02 * (value - level);
        } else {
            level = before + alpha * error;
            trend = DAMPING * trend + alpha * beta * error;
            season[slot] += gamma * (1 - alpha) * error;
        }
        seen++;
        squares += (error * error - squares) * Math.max(0.005, 1.0 / seen);
        return first ? 0 : error;
    }

    double point(int ahead) {
        double sum = level;
        double damped = trend;
        for (int i = 0; i < ahead && i < 400; i++) {
            damped *= DAMPING;
            sum += damped;
        }
        return sum + (period == 0 ? 0 : season[(seen + ahead - 1) % period]);
    }

    /** Half the width of the interval. */
    double reach(int ahead) {
        double sum = 1;
        double damped = 0;
        double power = 1;
        for (int j = 1; j < ahead; j++) {
            power *= DAMPING;
            damped += power;
            double c = alpha * (1 + beta * damped) + (period > 0 && j % period == 0 ? gamma * (1 - alpha) : 0);
            sum += c * c;
        }
        return NORMAL_90 * Math.sqrt(squares * sum);
    }
}
