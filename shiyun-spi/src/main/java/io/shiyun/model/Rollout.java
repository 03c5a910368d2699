package io.shiyun.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How a new revision takes over from the old one.
 *
 * @param surge how many replicas there may be over the wanted number meanwhile
 * @param unavailable how many may be missing meanwhile
 * @param deadline how long one step may take before the release is given up
 * @param settle how long a new replica must serve before the next is touched
 * @param drain how long a leaving replica may finish what it has
 */
public record Rollout(int surge, int unavailable, Duration deadline, Duration settle, Duration drain) {
    public Rollout {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(settle, "settle");
        Objects.requireNonNull(drain, "drain");
        if (surge < 0 || unavailable < 0 || surge + unavailable == 0) {
            throw new IllegalArgumentException("a rollout needs surge >= 0, unavailable >= 0 and one of them above 0");
        }
        if (deadline.isNegative() || deadline.isZero() || settle.isNegative() || drain.isNegative()) {
            throw new IllegalArgumentException("a rollout needs deadline > 0, settle >= 0 and drain >= 0");
        }
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder() {
        return new Builder();
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("surge", surge);
        fields.put("unavailable", unavailable);
        fields.put("deadline", deadline.toString());
        fields.put("settle", settle.toString());
        fields.put("drain", drain.toString());
    }

    /** Reads back what {@link #write} wrote. */
    public static Rollout read(Fields.Reader fields) {
        return new Rollout(
                fields.integer("surge"),
                fields.integer("unavailable"),
                Duration.parse(fields.text("deadline")),
                Duration.parse(fields.text("settle")),
                Duration.parse(fields.text("drain")));
    }

    /** Builds a {@link Rollout}; not safe for use by several threads. */
    public static final class Builder {
        private int surge = 1;
        private int unavailable = 0;
        private Duration deadline = Duration.ofMinutes(10);
        private Duration settle = Duration.ZERO;
        private Duration drain = Duration.ofSeconds(30);

        private Builder() {}

        /** Sets {@link Rollout#surge}. */
        public Builder surge(int surge) {
            this.surge = surge;
            return this;
        }

        /** Sets {@link Rollout#unavailable}. */
        public Builder unavailable(int unavailable) {
            this.unavailable = unavailable;
            return this;
        }

        /** Sets {@link Rollout#deadline}. */
        public Builder deadline(Duration deadline) {
            this.deadline = deadline;
            return this;
        }

        /** Sets {@link Rollout#settle}. */
        public Builder settle(Duration settle) {
            this.settle = settle;
            return this;
        }

        /** Sets {@link Rollout#drain}. */
        public Builder drain(Duration drain) {
            this.drain = drain;
            return this;
        }

        /** Returns the finished value. */
        public Rollout build() {
            return new Rollout(surge, unavailable, deadline, settle, drain);
        }
    }
}
