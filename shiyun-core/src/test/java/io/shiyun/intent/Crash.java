package io.shiyun.intent;

import java.util.function.Consumer;

/** Ends a life of the process at a named point. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    private Crash(String point) {
        super(point, null, false, false);
    }

    static Crash here(String point) {
        return new Crash(point);
    }

    static Consumer<String> never() {
        return point -> {};
    }

    /** The n-th time that this point is reached. */
    static Consumer<String> at(String point, int times) {
        int[] left = {times};
        return reached -> {
            if (reached.equals(point) && --left[0] == 0) {
                throw new Crash(point);
            }
        };
    }

    /** At the n-th point that is reached, whichever that is. */
    static Consumer<String> after(int points) {
        int[] left = {points};
        return reached -> {
            if (--left[0] == 0) {
                throw new Crash(reached);
            }
        };
    }
}
