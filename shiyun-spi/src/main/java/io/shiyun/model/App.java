package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An app as the place it runs in told of it.
 *
 * @param id names it
 * @param revision the revision of the order that was applied last
 * @param observed whether the place has seen that order; until then the counts speak of the one before
 * @param wanted replicas asked for
 * @param running replicas there are, of any revision
 * @param updated of these, those of the last order
 * @param ready of the updated ones, those that serve
 * @param troubles why some do not serve
 * @param endpoints where the app as a whole answers
 * @param replicas its copies, where the place tells of them
 * @param tags all its tags
 * @param created when it was first applied
 */
public record App(
        AppId id,
        String revision,
        boolean observed,
        int wanted,
        int running,
        int updated,
        int ready,
        List<Trouble> troubles,
        List<Endpoint> endpoints,
        List<Replica> replicas,
        Map<String, String> tags,
        Optional<Instant> created)
        implements Located {
    public App {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(revision, "revision");
        troubles = List.copyOf(troubles);
        endpoints = List.copyOf(endpoints);
        replicas = List.copyOf(replicas);
        tags = Map.copyOf(tags);
        Objects.requireNonNull(created, "created");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(AppId id, String revision) {
        return new Builder(id, revision);
    }

    /** Returns whether the last order was seen, and all and only its replicas are there and serve. */
    public boolean settled() {
        return observed && running == wanted && updated == wanted && ready == wanted;
    }

    /** Builds a {@link App}; not safe for use by several threads. */
    public static final class Builder {
        private final AppId id;
        private final String revision;
        private boolean observed = false;
        private int wanted = 0;
        private int running = 0;
        private int updated = 0;
        private int ready = 0;
        private List<Trouble> troubles = List.of();
        private List<Endpoint> endpoints = List.of();
        private List<Replica> replicas = List.of();
        private Map<String, String> tags = Map.of();
        private @Nullable Instant created;

        private Builder(AppId id, String revision) {
            this.id = id;
            this.revision = revision;
        }

        /** Sets {@link App#observed}. */
        public Builder observed(boolean observed) {
            this.observed = observed;
            return this;
        }

        /** Sets {@link App#wanted}. */
        public Builder wanted(int wanted) {
            this.wanted = wanted;
            return this;
        }

        /** Sets {@link App#running}. */
        public Builder running(int running) {
            this.running = running;
            return this;
        }

        /** Sets {@link App#updated}. */
        public Builder updated(int updated) {
            this.updated = updated;
            return this;
        }

        /** Sets {@link App#ready}. */
        public Builder ready(int ready) {
            this.ready = ready;
            return this;
        }

        /** Sets {@link App#troubles}. */
        public Builder troubles(List<Trouble> troubles) {
            this.troubles = troubles;
            return this;
        }

        /** Sets {@link App#endpoints}. */
        public Builder endpoints(List<Endpoint> endpoints) {
            this.endpoints = endpoints;
            return this;
        }

        /** Sets {@link App#replicas}. */
        public Builder replicas(List<Replica> replicas) {
            this.replicas = replicas;
            return this;
        }

        /** Sets {@link App#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link App#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Returns the finished value. */
        public App build() {
            return new App(
                    id,
                    revision,
                    observed,
                    wanted,
                    running,
                    updated,
                    ready,
                    troubles,
                    endpoints,
                    replicas,
                    tags,
                    Optional.ofNullable(created));
        }
    }
}
