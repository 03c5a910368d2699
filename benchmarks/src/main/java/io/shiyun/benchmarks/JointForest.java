package io.shiyun.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.jspecify.annotations.Nullable;

/** Amazon's forest on whole rows: the raw score, or the grade of the thresholded forest with normalisation. */
final class JointForest implements VusScore.Joint {
    private final int trees;
    private final boolean normalised;
    private @Nullable RandomCutForest forest;
    private @Nullable ThresholdedRandomCutForest thresholded;

    JointForest(int trees, boolean normalised) {
        this.trees = trees;
        this.normalised = normalised;
    }

    @Override
    public double feed(long time, double[] row) {
        if (normalised) {
            if (thresholded == null) {
                thresholded = ForestPeer.thresholded(trees, row.length, 1);
            }
            return thresholded.process(row, time / 1000).getAnomalyGrade();
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
