package io.shiyun.provider.aws;

import io.shiyun.wire.Json;
import io.shiyun.wire.Xml;
import java.time.DateTimeException;
import java.util.function.Supplier;

/** Reads a part of a reply, so that a value that cannot be, such as an empty id, is the reply's fault and said so. */
final class Checked {
    private Checked() {}

    static <T> T read(Xml part, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw part.wrong("as it must be: " + e.getMessage());
        }
    }

    static <T> T read(Json part, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw part.wrong("as it must be: " + e.getMessage());
        }
    }
}
