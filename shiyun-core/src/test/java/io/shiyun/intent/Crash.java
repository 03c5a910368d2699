package io.shiyun.intent;

import java.util.function.Consumer;

/** Ends a life of the process at a named point, the n-th time it is reached. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    private Crash(String point) {
        super(point, null, false, false);
    }

    static Consumer<String> never() {
        return point -> {};
    }

    static Consumer<String> at(String point, int times) {
        int[] left = {times};
        return reached -> {
            if (reached.equals(point) && --left[0] == 0) {
                throw new Crash(point);
            }
        };
    }
}
