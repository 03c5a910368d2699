package io.shiyun.benchmarks;

import java.util.Random;

/** Noise of unit variance. */
enum Noise {
    /** Independent and normal. */
    NORMAL,
    /** Independent, Student's law of three degrees of freedom. */
    HEAVY,
    /** Each value is 0.9 of the one before and a normal part. */
    REMEMBERING;

    private static final double MEMORY = 0.9;

    double[] make(int count, long seed) {
        Random random = new Random(seed * values().length + ordinal());
        double[] noise = new double[count];
        double state = random.nextGaussian();
        for (int i = 0; i < count; i++) {
            noise[i] = switch (this) {
                case NORMAL -> random.nextGaussian();
                case HEAVY -> student(random);
                case REMEMBERING -> state;
            };
            state = MEMORY * state + Math.sqrt(1 - MEMORY * MEMORY) * random.nextGaussian();
        }
        return noise;
    }

    private static double student(Random random) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double normal = random.nextGaussian();
            squares += normal * normal;
        }
        return random.nextGaussian() / Math.sqrt(squares);
    }
}
