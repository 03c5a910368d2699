package io.shiyun.model;

import java.time.Duration;
import java.util.Objects;

/**
 * A check that is asked again and again.
 *
 * @param check the question
 * @param every from one asking to the next
 * @param timeout for how long to wait for an answer
 * @param rise how many good answers in a row make it healthy
 * @param fall how many bad answers in a row make it sick
 * @param delay for how long after the start bad answers do not count
 */
public record Probe(Check check, Duration every, Duration timeout, int rise, int fall, Duration delay) {
    public Probe {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(delay, "delay");
        if (every.isNegative()
                || every.isZero()
                || timeout.isNegative()
                || timeout.isZero()
                || delay.isNegative()
                || rise < 1
                || fall < 1) {
            throw new IllegalArgumentException(
                    "a probe needs every > 0, timeout > 0, delay >= 0, rise >= 1 and fall >= 1");
        }
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Check check) {
        return new Builder(check);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(check);
        builder.every = every;
        builder.timeout = timeout;
        builder.rise = rise;
        builder.fall = fall;
        builder.delay = delay;
        return builder;
    }

    /** Returns a probe of an HTTP path on the port named {@code http}. */
    public static Probe http(String path) {
        return builder(new Check.Http("http", path)).build();
    }

    /** Returns a probe of the port of this name. */
    public static Probe tcp(String port) {
        return builder(new Check.Tcp(port)).build();
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.putNested("check", check::write);
        fields.put("every", every.toString());
        fields.put("timeout", timeout.toString());
        fields.put("rise", rise);
        fields.put("fall", fall);
        fields.put("delay", delay.toString());
    }

    /** Reads back what {@link #write} wrote. */
    public static Probe read(Fields.Reader fields) {
        return new Probe(
                Check.read(fields.in("check")),
                Duration.parse(fields.text("every")),
                Duration.parse(fields.text("timeout")),
                fields.integer("rise"),
                fields.integer("fall"),
                Duration.parse(fields.text("delay")));
    }

    /** Builds a {@link Probe}; not safe for use by several threads. */
    public static final class Builder {
        private final Check check;
        private Duration every = Duration.ofSeconds(5);
        private Duration timeout = Duration.ofSeconds(2);
        private int rise = 1;
        private int fall = 3;
        private Duration delay = Duration.ZERO;

        private Builder(Check check) {
            this.check = check;
        }

        /** Sets {@link Probe#every}. */
        public Builder every(Duration every) {
            this.every = every;
            return this;
        }

        /** Sets {@link Probe#timeout}. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** Sets {@link Probe#rise}. */
        public Builder rise(int rise) {
            this.rise = rise;
            return this;
        }

        /** Sets {@link Probe#fall}. */
        public Builder fall(int fall) {
            this.fall = fall;
            return this;
        }

        /** Sets {@link Probe#delay}. */
        public Builder delay(Duration delay) {
            this.delay = delay;
            return this;
        }

        /** Returns the finished value. */
        public Probe build() {
            return new Probe(check, every, timeout, rise, fall, delay);
        }
    }
}
