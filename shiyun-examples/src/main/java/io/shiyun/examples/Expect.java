package io.shiyun.examples;

/** Ends an example with a reason when something is not as it must be. */
final class Expect {
    private Expect() {}

    /** Fails with this reason unless it is so. */
    static void that(boolean so, String format, Object... values) {
        if (!so) {
            throw new Failed(String.format(java.util.Locale.ROOT, format, values));
        }
    }

    /** An expectation that was not met. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }
}
