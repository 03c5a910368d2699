package io.shiyun.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's random cut forest on the latest eight values, 256 samples a tree, seed 42: the raw score, or the grade of the
 * thresholded forest with normalisation and automatic adjustment.
 */
final class ForestPeer implements SeriesPeers.Peer {
    private static final int SHINGLE = 8;
    private static final int SAMPLES = 256;
    private static final int SEED = 42;

    private final @Nullable RandomCutForest forest;
    private final @Nullable ThresholdedRandomCutForest thresholded;
    private final float[] point = new float[1];

    ForestPeer(int trees, boolean normalised) {
        forest = normalised ? null : forest(trees, 1, SHINGLE);
        thresholded = normalised
                ? ThresholdedRandomCutForest.builder()
                        .dimensions(SHINGLE)
                        .shingleSize(SHINGLE)
                        .numberOfTrees(trees)
                        .sampleSize(SAMPLES)
                        .randomSeed(SEED)
                        .parallelExecutionEnabled(false)
                        .transformMethod(TransformMethod.NORMALIZE)
                        .autoAdjust(true)
                        .build()
                : null;
    }

    static RandomCutForest forest(int trees, int metrics, int shingle) {
        return RandomCutForest.builder()
                .dimensions(metrics * shingle)
                .shingleSize(shingle)
                .internalShinglingEnabled(true)
                .numberOfTrees(trees)
                .sampleSize(SAMPLES)
                .randomSeed(SEED)
                .parallelExecutionEnabled(false)
                .build();
    }

    @Override
    public double feed(long time, double value) {
        point[0] = (float) value;
        if (forest != null) {
            double score = forest.getAnomalyScore(point);
            forest.update(point);
            return score;
        }
        return thresholded == null
                ? 0
                : thresholded.process(new double[] {value}, time / 1000).getAnomalyGrade();
    }
}
