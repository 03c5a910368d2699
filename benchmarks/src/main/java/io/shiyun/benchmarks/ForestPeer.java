package io.shiyun.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import java.util.Objects;
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
        this(normalised ? null : forest(trees, 1, SHINGLE), normalised ? thresholded(trees, 1, SHINGLE) : null);
    }

    private ForestPeer(@Nullable RandomCutForest forest, @Nullable ThresholdedRandomCutForest thresholded) {
        this.forest = forest;
        this.thresholded = thresholded;
    }

    static ThresholdedRandomCutForest thresholded(int trees, int metrics, int shingle) {
        return ThresholdedRandomCutForest.builder()
                .dimensions(metrics * shingle)
                .shingleSize(shingle)
                .numberOfTrees(trees)
                .sampleSize(SAMPLES)
                .randomSeed(SEED)
                .parallelExecutionEnabled(false)
                .transformMethod(TransformMethod.NORMALIZE)
                .autoAdjust(true)
                .build();
    }

    /** A forest that was saved and restored, the way the library does it. */
    @Override
    public SeriesPeers.Peer copy() {
        if (forest == null) {
            ThresholdedRandomCutForestMapper mapper = new ThresholdedRandomCutForestMapper();
            return new ForestPeer(null, mapper.toModel(mapper.toState(Objects.requireNonNull(thresholded))));
        }
        RandomCutForestMapper mapper = new RandomCutForestMapper();
        mapper.setSaveTreeStateEnabled(true);
        mapper.setSaveExecutorContextEnabled(true);
        return new ForestPeer(mapper.toModel(mapper.toState(forest)), null);
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
