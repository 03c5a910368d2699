package io.shiyun.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.jspecify.annotations.Nullable;

/** Amazon's forest on whole rows: the raw score, or the thresholded forest with normalisation, read in one of three ways. */
final class JointForest implements VusScore.Joint {
    private final int trees;
    private final @Nullable TrcfReading reading;
    private @Nullable RandomCutForest forest;
    private @Nullable ThresholdedRandomCutForest thresholded;

    JointForest(int trees) {
        this(trees, null);
    }

    /**
     * Makes a forest that learns from its first row on.
     *
     * @param reading null for the raw score
     */
    JointForest(int trees, @Nullable TrcfReading reading) {
        this.trees = trees;
        this.reading = reading;
    }

    @Override
    public double feed(long time, double[] row) {
        if (reading != null) {
            if (thresholded == null) {
                thresholded = ForestPeer.thresholded(trees, row.length, 1);
            }
            return reading.of(thresholded.process(row, time / 1000));
        }
        if (forest == null) {
            forest = ForestPeer.forest(trees, row.length, 1);
        }
        float[] point = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            point[i] = (float) row[i];
        }
        double score = forest.getAnomalyScore(point);
        forest.update(point);
        return score;
    }
}
