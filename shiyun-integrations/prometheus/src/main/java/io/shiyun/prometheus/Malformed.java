package io.shiyun.prometheus;

/** Bytes that are not what they say they are. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    /** The status of HTTP that answers them. */
    private final int status;

    Malformed(String message) {
        this(400, message);
    }

    Malformed(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
