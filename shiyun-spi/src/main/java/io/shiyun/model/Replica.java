package io.shiyun.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One running copy of an app.
 *
 * @param id names it
 * @param revision the revision of the order it runs
 * @param state where it is in its life
 * @param address where its first port answers, host:port; empty when it has none
 * @param host the host it runs on
 * @param zone the zone it runs in
 * @param started when it was last started
 * @param restarts how often it was started again
 */
public record Replica(
        ReplicaId id,
        String revision,
        ReplicaState state,
        String address,
        Optional<HostId> host,
        Optional<Zone> zone,
        Optional<Instant> started,
        int restarts)
        implements Located {
    public Replica {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(started, "started");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ReplicaId id, String revision, ReplicaState state) {
        return new Builder(id, revision, state);
    }

    /** Builds a {@link Replica}; not safe for use by several threads. */
    public static final class Builder {
        private final ReplicaId id;
        private final String revision;
        private final ReplicaState state;
        private String address = "";
        private @Nullable HostId host;
        private @Nullable Zone zone;
        private @Nullable Instant started;
        private int restarts = 0;

        private Builder(ReplicaId id, String revision, ReplicaState state) {
            this.id = id;
            this.revision = revision;
            this.state = state;
        }

        /** Sets {@link Replica#address}. */
        public Builder address(String address) {
            this.address = address;
            return this;
        }

        /** Sets {@link Replica#host}. */
        public Builder host(HostId host) {
            this.host = host;
            return this;
        }

        /** Sets {@link Replica#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Sets {@link Replica#started}. */
        public Builder started(Instant started) {
            this.started = started;
            return this;
        }

        /** Sets {@link Replica#restarts}. */
        public Builder restarts(int restarts) {
            this.restarts = restarts;
            return this;
        }

        /** Returns the finished value. */
        public Replica build() {
            return new Replica(
                    id,
                    revision,
                    state,
                    address,
                    Optional.ofNullable(host),
                    Optional.ofNullable(zone),
                    Optional.ofNullable(started),
                    restarts);
        }
    }
}
