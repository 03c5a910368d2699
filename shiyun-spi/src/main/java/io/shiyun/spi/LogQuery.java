package io.shiyun.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which lines to read.
 *
 * @param replica one replica alone; empty for all
 * @param tail begin with this many of the last lines; 0 begins at the cursor
 * @param since nothing older
 * @param follow whether to wait for more until the call is over
 */
public record LogQuery(String replica, int tail, Optional<Instant> since, boolean follow) {
    public LogQuery {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(since, "since");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link LogQuery}; not safe for use by several threads. */
    public static final class Builder {
        private String replica = "";
        private int tail = 0;
        private @Nullable Instant since;
        private boolean follow = false;

        private Builder() {}

        /** Sets {@link LogQuery#replica}. */
        public Builder replica(String replica) {
            this.replica = replica;
            return this;
        }

        /** Sets {@link LogQuery#tail}. */
        public Builder tail(int tail) {
            this.tail = tail;
            return this;
        }

        /** Sets {@link LogQuery#since}. */
        public Builder since(Instant since) {
            this.since = since;
            return this;
        }

        /** Sets {@link LogQuery#follow}. */
        public Builder follow(boolean follow) {
            this.follow = follow;
            return this;
        }

        /** Returns the finished value. */
        public LogQuery build() {
            return new LogQuery(replica, tail, Optional.ofNullable(since), follow);
        }
    }
}
