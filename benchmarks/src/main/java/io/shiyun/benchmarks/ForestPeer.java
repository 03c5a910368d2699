package io.shiyun.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestMapper;

/** Amazon's random cut forest on the latest eight values, 256 samples a tree, seed 42: the raw score. */
final class ForestPeer implements SeriesPeers.Peer {
    private static final int SHINGLE = 8;
    private static final int SAMPLES = 256;
    private static final int SEED = 42;

    private final RandomCutForest forest;
    private final float[] point = new float[1];

    ForestPeer(int trees) {
        this(forest(trees, 1, SHINGLE));
    }

    private ForestPeer(RandomCutForest forest) {
        this.forest = forest;
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
        RandomCutForestMapper mapper = new RandomCutForestMapper();
        mapper.setSaveTreeStateEnabled(true);
        mapper.setSaveExecutorContextEnabled(true);
        return new ForestPeer(mapper.toModel(mapper.toState(forest)));
    }

    @Override
    public double feed(long time, double value) {
        point[0] = (float) value;
        double score = forest.getAnomalyScore(point);
        forest.update(point);
        return score;
    }

    /** The thresholded forest with normalisation and automatic adjustment, read in one of three ways. */
    static final class Thresholded implements SeriesPeers.Peer {
        private final ThresholdedRandomCutForest forest;
        private final TrcfReading reading;

        Thresholded(int trees, TrcfReading reading) {
            this(thresholded(trees, 1, SHINGLE), reading);
        }

        private Thresholded(ThresholdedRandomCutForest forest, TrcfReading reading) {
            this.forest = forest;
            this.reading = reading;
        }

        @Override
        public SeriesPeers.Peer copy() {
            ThresholdedRandomCutForestMapper mapper = new ThresholdedRandomCutForestMapper();
            return new Thresholded(mapper.toModel(mapper.toState(forest)), reading);
        }

        @Override
        public double feed(long time, double value) {
            return reading.of(forest.process(new double[] {value}, time / 1000));
        }
    }
}
