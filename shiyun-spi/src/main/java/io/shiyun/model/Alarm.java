package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of a cloud's own alarm rules.
 *
 * @param id names it
 * @param name its name
 * @param condition when it fires
 * @param state what it says now
 * @param since since when
 * @param nativeState the cloud's own word
 * @param targets whom it tells, in the cloud's own words
 */
public record Alarm(
        AlertId id,
        String name,
        AlarmCondition condition,
        AlarmState state,
        Optional<Instant> since,
        String nativeState,
        List<String> targets)
        implements Located {
    public Alarm {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(nativeState, "nativeState");
        targets = List.copyOf(targets);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(AlertId id, String name, AlarmCondition condition, AlarmState state) {
        return new Builder(id, name, condition, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, condition, state);
        builder.since = since.orElse(null);
        builder.nativeState = nativeState;
        builder.targets = targets;
        return builder;
    }

    /** Builds a {@link Alarm}; not safe for use by several threads. */
    public static final class Builder {
        private final AlertId id;
        private final String name;
        private final AlarmCondition condition;
        private AlarmState state;
        private @Nullable Instant since;
        private String nativeState = "";
        private List<String> targets = List.of();

        private Builder(AlertId id, String name, AlarmCondition condition, AlarmState state) {
            this.id = id;
            this.name = name;
            this.condition = condition;
            this.state = state;
        }

        /** Sets {@link Alarm#state}. */
        public Builder state(AlarmState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Alarm#since}. */
        public Builder since(Instant since) {
            this.since = since;
            return this;
        }

        /** Sets {@link Alarm#nativeState}. */
        public Builder nativeState(String nativeState) {
            this.nativeState = nativeState;
            return this;
        }

        /** Sets {@link Alarm#targets}. */
        public Builder targets(List<String> targets) {
            this.targets = targets;
            return this;
        }

        /** Returns the finished value. */
        public Alarm build() {
            return new Alarm(id, name, condition, state, Optional.ofNullable(since), nativeState, targets);
        }
    }
}
