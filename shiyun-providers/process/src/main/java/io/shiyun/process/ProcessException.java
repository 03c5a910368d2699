package io.shiyun.process;

import java.util.Objects;

/** What went wrong with a process, a port or a sandbox path; the message says what to do about it. */
public final class ProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of fault it was, so that a provider can translate it into its own words. */
    public enum Kind {
        /** The command is no file on the PATH, or not executable. Nothing was started. */
        COMMAND_NOT_FOUND,
        /** The system refused to start the process. Nothing was started. */
        LAUNCH_FAILED,
        /** Something else listens on the port. */
        PORT_IN_USE,
        /** Every port of the range is taken. */
        NO_PORT_LEFT,
        /** The path leads out of its sandbox, or is not a plain file where one is needed. */
        PATH_REFUSED,
        /** There is no such file in the sandbox. */
        NOT_FOUND,
        /** More bytes than the bound that the caller gave. */
        TOO_LARGE,
        /** The machine that it concerns does not answer; what was asked of it may have happened. */
        UNREACHABLE,
        /** Reading or writing a file failed, for instance because the disk is full. */
        IO
    }

    private final Kind kind;

    public ProcessException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public ProcessException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
