package io.shiyun;

import io.shiyun.model.HostId;
import io.shiyun.model.Problem;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command came to on one of several hosts. Immutable.
 *
 * @param host the host
 * @param exitCode with what it ended; absent when it is not known to have ended
 * @param output the beginning of what it wrote, at most 64 KiB
 * @param errors the beginning of what it wrote to its error output, at most 64 KiB
 * @param problem why there is no exit code
 */
public record HostRun(
        HostId host, Optional<Integer> exitCode, String output, String errors, Optional<Problem> problem) {
    public HostRun {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(problem, "problem");
    }

    /** Returns whether it ended with 0. */
    public boolean succeeded() {
        return exitCode.equals(Optional.of(0));
    }
}
