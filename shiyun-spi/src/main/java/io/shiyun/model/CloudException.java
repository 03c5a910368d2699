package io.shiyun.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of every cloud. It answers four questions: why ({@link Reason}), how much is ruled out
 * ({@link Scope}), what is certain ({@link Certainty}), and when to ask again. Its certainty is stated by the factory
 * method, so that nobody can forget it.
 */
public final class CloudException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final Certainty certainty;
    private final transient @Nullable Duration retryAfter;

    private CloudException(Builder builder) {
        super(builder.problem().toString(), builder.cause);
        this.problem = builder.problem();
        this.certainty = builder.certainty;
        this.retryAfter = builder.retryAfter;
    }

    /** Begins an exception for a request that never left this machine. */
    public static Builder notSent(Reason reason, String message) {
        return new Builder(Certainty.NOT_SENT, reason, message);
    }

    /** Begins an exception for a request that the cloud refused, making nothing. */
    public static Builder rejected(Reason reason, String message) {
        return new Builder(Certainty.REJECTED, reason, message);
    }

    /** Begins an exception for a request that may have been carried out. */
    public static Builder ambiguous(Reason reason, String message) {
        return new Builder(Certainty.AMBIGUOUS, reason, message);
    }

    /** Begins an exception of this certainty. */
    public static Builder of(Certainty certainty, Reason reason, String message) {
        return new Builder(certainty, reason, message);
    }

    /** Returns the exception that carries this problem. */
    public static CloudException of(Certainty certainty, Problem problem) {
        return new Builder(certainty, problem.reason(), problem.message())
                .scope(problem.scope())
                .code(problem.code())
                .requestId(problem.requestId())
                .build();
    }

    /** Returns the answer to an operation that a provider does not have. */
    public static CloudException unsupported(String message) {
        return notSent(Reason.UNSUPPORTED, message).build();
    }

    /** Returns why, with the cloud's own words. */
    public Problem problem() {
        return problem;
    }

    /** Returns {@link Problem#reason()}. */
    public Reason reason() {
        return problem.reason();
    }

    /** Returns {@link Problem#scope()}. */
    public Scope scope() {
        return problem.scope();
    }

    /** Returns what is certain now. */
    public Certainty certainty() {
        return certainty;
    }

    /** Returns how long the cloud asked to wait, if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Collects the parts of a {@link CloudException}. */
    public static final class Builder {
        private final Certainty certainty;
        private final Reason reason;
        private final String message;
        private Scope scope = Scope.REQUEST;
        private String code = "";
        private String requestId = "";
        private @Nullable Duration retryAfter;
        private @Nullable Throwable cause;

        private Builder(Certainty certainty, Reason reason, String message) {
            this.certainty = Objects.requireNonNull(certainty, "certainty");
            this.reason = Objects.requireNonNull(reason, "reason");
            this.message = Objects.requireNonNull(message, "message");
        }

        /** Sets how much it rules out; {@link Scope#REQUEST} when not set. */
        public Builder scope(Scope scope) {
            this.scope = scope;
            return this;
        }

        /** Sets the cloud's own code. */
        public Builder code(String code) {
            this.code = code;
            return this;
        }

        /** Sets the cloud's own request id. */
        public Builder requestId(String requestId) {
            this.requestId = requestId;
            return this;
        }

        /** Sets how long the cloud asked to wait. */
        public Builder retryAfter(Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** Sets what caused it; the cause must not hold a secret in its message. */
        public Builder cause(Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** Returns the finished exception, to be thrown. */
        public CloudException build() {
            return new CloudException(this);
        }

        private Problem problem() {
            return new Problem(reason, scope, message, code, requestId);
        }
    }
}
