package io.shiyun.benchmarks;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;

/** What is taken of an answer of Amazon's thresholded forest as the score of a point. */
enum TrcfReading {
    /** The grade, which the library calls the answer; many points have the greatest. */
    GRADE,
    /** The score of the forest on the normalised values. */
    SCORE,
    /** That score less the threshold that the library keeps for it. */
    EXCESS;

    double of(AnomalyDescriptor answer) {
        return switch (this) {
            case GRADE -> answer.getAnomalyGrade();
            case SCORE -> answer.getRCFScore();
            case EXCESS -> answer.getRCFScore() - answer.getThreshold();
        };
    }
}
