package io.shiyun.benchmarks;

/**
 * What the Numenta Anomaly Benchmark gives for a window that is found and takes for one that is missed and for a false
 * alarm: its file {@code config/profiles.json}.
 */
enum NabProfile {
    STANDARD("standard", 0.11, 1),
    LOW_FP("reward_low_FP_rate", 0.22, 1),
    LOW_FN("reward_low_FN_rate", 0.11, 2);

    final String id;
    final double falseAlarm;
    final double missed;

    NabProfile(String id, double falseAlarm, double missed) {
        this.id = id;
        this.falseAlarm = falseAlarm;
        this.missed = missed;
    }
}
