package io.shiyun.metrics;

import java.util.Arrays;

/**
 * A detector that heeds what people said of its alarms; see {@link Feedback}. Without remarks its verdicts are those of the detector
 * within, to the bit. What it saves is both, one behind the other.
 */
public final class AdjustedDetector implements Detector {
    private final AnomalyDetector within;
    private final Feedback feedback;
    private Verdict latest;

    /** A detector with what was said of it. */
    public AdjustedDetector(AnomalyDetector within, Feedback feedback) {
        this.within = within;
        this.feedback = feedback;
        this.latest = within.verdict();
    }

    /** Returns what was said, to say more. */
    public Feedback feedback() {
        return feedback;
    }

    @Override
    public double feed(long time, double value) {
        within.feed(time, value);
        latest = feedback.weigh(within.verdict());
        return latest.score();
    }

    @Override
    public Verdict silence(long now) {
        Verdict silence = within.silence(now);
        // That nothing is overdue is no point, and says nothing of an event that is kept quiet.
        latest = silence.ongoing() ? feedback.weigh(silence) : silence;
        return latest;
    }

    @Override
    public Verdict verdict() {
        return latest;
    }

    @Override
    public double surprise() {
        return within.surprise();
    }

    /** Returns the time of the latest point that was taken, in milliseconds since the epoch; 0 before the first. */
    public long latest() {
        return within.latest();
    }

    @Override
    public Counts counts() {
        return within.counts();
    }

    @Override
    public byte[] save() {
        byte[] detector = within.save();
        byte[] said = feedback.save();
        byte[] both = Arrays.copyOf(detector, detector.length + said.length);
        System.arraycopy(said, 0, both, detector.length, said.length);
        return both;
    }

    /**
     * Returns a detector that goes on where the saved one stopped.
     *
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or from a newer version
     */
    public static AdjustedDetector restore(byte[] saved) {
        int end = Math.min(saved.length, AnomalyDetector.SAVED_BYTES);
        return new AdjustedDetector(
                AnomalyDetector.restore(Arrays.copyOf(saved, end)),
                Feedback.restore(Arrays.copyOfRange(saved, end, saved.length)));
    }
}
