package io.shiyun.tck;

/** Thrown by a rule that finds nothing to be about, such as a second zone where there is one. */
final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1;

    Absent(String reason) {
        super(reason);
    }
}
