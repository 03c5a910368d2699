package io.shiyun.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line that a replica wrote.
 *
 * @param replica who
 * @param at when, where the place knows
 * @param stream to which output
 * @param text the line without its end; cut at 64 KiB
 */
public record LogLine(ReplicaId replica, Optional<Instant> at, OutputStreamKind stream, String text)
        implements Located {
    public LogLine {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public Region region() {
        return replica.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ReplicaId replica, String text) {
        return new Builder(replica, text);
    }

    /** Builds a {@link LogLine}; not safe for use by several threads. */
    public static final class Builder {
        private final ReplicaId replica;
        private final String text;
        private @Nullable Instant at;
        private OutputStreamKind stream = OutputStreamKind.OUT;

        private Builder(ReplicaId replica, String text) {
            this.replica = replica;
            this.text = text;
        }

        /** Sets {@link LogLine#at}. */
        public Builder at(Instant at) {
            this.at = at;
            return this;
        }

        /** Sets {@link LogLine#stream}. */
        public Builder stream(OutputStreamKind stream) {
            this.stream = stream;
            return this;
        }

        /** Returns the finished value. */
        public LogLine build() {
            return new LogLine(replica, Optional.ofNullable(at), stream, text);
        }
    }
}
