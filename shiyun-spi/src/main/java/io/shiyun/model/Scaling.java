package io.shiyun.model;

/**
 * How many there shall be. {@link Auto} and {@link Untouched} never send a number, so that an autoscaler's choice stands.
 * Code outside this project needs a default branch: kinds may be added.
 */
public sealed interface Scaling permits Scaling.Fixed, Scaling.Auto, Scaling.Untouched {
    /**
     * This many.
     *
     * @param count zero or more
     */
    record Fixed(int count) implements Scaling {
        public Fixed {
            if (count < 0) {
                throw new IllegalArgumentException("count is " + count + "; it cannot be negative");
            }
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /**
     * As many as keep the use of processors near a target.
     *
     * @param min at least this many, one or more
     * @param max at most this many
     * @param cpuPercent the target, 1 to 100 percent of what was asked for
     */
    record Auto(int min, int max, int cpuPercent) implements Scaling {
        public Auto {
            if (min < 1 || max < min || cpuPercent < 1 || cpuPercent > 100) {
                throw new IllegalArgumentException("auto scaling from " + min + " to " + max + " at " + cpuPercent
                        + " %: needs 1 <= min <= max and 1 <= percent <= 100");
            }
        }

        @Override
        public String toString() {
            return min + ".." + max + "@" + cpuPercent;
        }
    }

    /** As many as there are; whoever set the number keeps it. */
    record Untouched() implements Scaling {
        @Override
        public String toString() {
            return "untouched";
        }
    }

    /** Returns this many. */
    static Scaling fixed(int count) {
        return new Fixed(count);
    }

    /** Reads what {@code toString} of the kinds above wrote. */
    static Scaling parse(String text) {
        if (text.equals("untouched")) {
            return new Untouched();
        }
        int dots = text.indexOf("..");
        int at = text.indexOf('@');
        if (dots < 0 || at < dots) {
            return new Fixed(Integer.parseInt(text));
        }
        return new Auto(
                Integer.parseInt(text.substring(0, dots)),
                Integer.parseInt(text.substring(dots + 2, at)),
                Integer.parseInt(text.substring(at + 1)));
    }
}
