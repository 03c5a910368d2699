package io.shiyun.finops.focus;

/** A value that its column cannot have. */
final class BadValue extends RuntimeException {
    private final String problem;

    BadValue(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** Returns what is wrong, as the rest of a sentence that starts with the value. */
    String problem() {
        return problem;
    }
}
