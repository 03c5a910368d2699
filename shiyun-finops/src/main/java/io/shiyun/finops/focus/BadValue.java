package io.shiyun.finops.focus;

/** A value that its column cannot have; the message continues a sentence that starts with the value. */
final class BadValue extends RuntimeException {
    BadValue(String message) {
        super(message, null, false, false);
    }
}
