package io.shiyun.metrics;

/** The saved form of a joint detector: how many metrics it has, and its state as it lies in memory. */
final class JointForm {
    private static final int KIND = 0x5305;
    private static final String NAME = "joint detector";

    private JointForm() {}

    static int bytes(int metrics) {
        return JointLayout.size(metrics) + 2 + StateWriter.OVERHEAD;
    }

    static byte[] save(int metrics, byte[] state) {
        StateWriter out = new StateWriter(state.length + 2, KIND, JointLayout.VERSION);
        out.int16(metrics);
        out.bytes(state);
        return out.finish();
    }

    /** Returns a detector of the saved state, refusing what no detector saved. */
    static JointDetector restore(byte[] saved) {
        StateReader in = new StateReader(saved, NAME, KIND, JointLayout.VERSION, JointLayout.VERSION);
        int metrics = in.int16();
        if (metrics < 1 || metrics > JointDetector.MOST_METRICS || saved.length != bytes(metrics)) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: " + metrics + " metrics");
        }
        byte[] state = in.bytes(JointLayout.size(metrics));
        int cause = state[JointLayout.EVENT + Event.CAUSE];
        if (cause < 0 || cause >= Cause.values().length) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: cause " + cause);
        }
        return new JointDetector(metrics, state, JointConstants.STANDARD);
    }
}
