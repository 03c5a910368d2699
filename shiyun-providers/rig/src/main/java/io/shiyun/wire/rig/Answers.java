package io.shiyun.wire.rig;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The manners of a {@link Rig}. */
public final class Answers {
    private static final Duration LONG = Duration.ofMinutes(10);

    private Answers() {}

    /** Answers as a good server does. */
    public static Answer good(Recorded recorded) {
        return (request, line) -> line.send(recorded.bytes());
    }

    /** Answers the first request by the first of these, the next by the next, and all further ones by the last. */
    public static Answer inTurn(Answer... answers) {
        List<Answer> turns = List.of(answers);
        AtomicInteger next = new AtomicInteger();
        return (request, line) ->
                turns.get(Math.min(next.getAndIncrement(), turns.size() - 1)).to(request, line);
    }

    /** Takes the request and never answers. */
    public static Answer never() {
        return (request, line) -> line.pause(LONG);
    }

    /** Sends the first {@code count} bytes and resets the connection. */
    public static Answer resetAfter(Recorded recorded, int count) {
        return (request, line) -> {
            line.send(recorded.first(count));
            line.pause(Duration.ofMillis(20)); // or the reset overtakes the bytes
            line.reset();
        };
    }

    /** Sends the first {@code count} bytes and closes the connection in order. */
    public static Answer cutAfter(Recorded recorded, int count) {
        return (request, line) -> {
            line.send(recorded.first(count));
            line.close();
        };
    }

    /** Sends the first {@code count} bytes, says that no more comes, and leaves the connection open. */
    public static Answer halfCloseAfter(Recorded recorded, int count) {
        return (request, line) -> {
            line.send(recorded.first(count));
            line.halfClose();
            line.pause(LONG);
        };
    }

    /** Sends the first {@code count} bytes and then nothing more. */
    public static Answer stallAfter(Recorded recorded, int count) {
        return (request, line) -> {
            line.send(recorded.first(count));
            line.pause(LONG);
        };
    }

    /** Sends {@code size} bytes at a time with a pause before each. */
    public static Answer drip(Recorded recorded, int size, Duration pause) {
        return (request, line) -> {
            byte[] bytes = recorded.bytes();
            for (int at = 0; at < bytes.length && line.pause(pause); at += size) {
                line.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
            }
        };
    }
}
