package io.shiyun.benchmarks;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One score of JMH.
 *
 * @param subject the simple name of the benchmark class
 * @param method the measured method
 * @param mode thrpt, avgt, sample or ss
 * @param threads how many threads ran it
 * @param params the parameters of this run
 * @param value the score in {@code unit}
 * @param error half of its 99.9 % confidence interval
 * @param allocated bytes allocated by an operation, where the profiler gc was on
 */
record Score(
        String subject,
        String method,
        String mode,
        int threads,
        Map<String, String> params,
        double value,
        double error,
        String unit,
        OptionalDouble allocated) {
    boolean peer() {
        return method.startsWith("peer");
    }

    boolean comparableTo(Score other) {
        return subject.equals(other.subject)
                && mode.equals(other.mode)
                && unit.equals(other.unit)
                && threads == other.threads
                && params.equals(other.params);
    }

    /** How much this costs beside the peer: 2 is twice the time of an operation, or half the operations of a second. */
    double costBeside(Score peer) {
        return mode.equals("thrpt") ? peer.value / value : value / peer.value;
    }
}
