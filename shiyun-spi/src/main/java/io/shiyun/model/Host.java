package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host as its cloud told of it.
 *
 * @param id names it
 * @param name the name it was created with
 * @param state where it is in its life
 * @param billed whether it costs money in this state
 * @param nativeState the cloud's own word for the state
 * @param zone the zone it runs in
 * @param shape its size by name
 * @param image what it was made from
 * @param cpu its processors
 * @param memory its memory
 * @param addresses private addresses, IPv4 before IPv6
 * @param publicAddresses public addresses
 * @param tags all its tags
 * @param created when the cloud accepted it
 * @param problem why it is in ERROR
 */
public record Host(
        HostId id,
        String name,
        HostState state,
        boolean billed,
        String nativeState,
        Optional<Zone> zone,
        Optional<Shape> shape,
        Optional<ImageId> image,
        Optional<Cpu> cpu,
        Optional<Bytes> memory,
        List<String> addresses,
        List<String> publicAddresses,
        Map<String, String> tags,
        Optional<Instant> created,
        Optional<Problem> problem)
        implements Located {
    public Host {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(nativeState, "nativeState");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        addresses = List.copyOf(addresses);
        publicAddresses = List.copyOf(publicAddresses);
        tags = Map.copyOf(tags);
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(HostId id, String name, HostState state) {
        return new Builder(id, name, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, name, state);
        builder.billed = billed;
        builder.nativeState = nativeState;
        builder.zone = zone.orElse(null);
        builder.shape = shape.orElse(null);
        builder.image = image.orElse(null);
        builder.cpu = cpu.orElse(null);
        builder.memory = memory.orElse(null);
        builder.addresses = addresses;
        builder.publicAddresses = publicAddresses;
        builder.tags = tags;
        builder.created = created.orElse(null);
        builder.problem = problem.orElse(null);
        return builder;
    }

    /** Builds a {@link Host}; not safe for use by several threads. */
    public static final class Builder {
        private HostId id;
        private final String name;
        private HostState state;
        private boolean billed = true;
        private String nativeState = "";
        private @Nullable Zone zone;
        private @Nullable Shape shape;
        private @Nullable ImageId image;
        private @Nullable Cpu cpu;
        private @Nullable Bytes memory;
        private List<String> addresses = List.of();
        private List<String> publicAddresses = List.of();
        private Map<String, String> tags = Map.of();
        private @Nullable Instant created;
        private @Nullable Problem problem;

        private Builder(HostId id, String name, HostState state) {
            this.id = id;
            this.name = name;
            this.state = state;
        }

        /** Sets {@link Host#id}. */
        public Builder id(HostId id) {
            this.id = id;
            return this;
        }

        /** Sets {@link Host#state}. */
        public Builder state(HostState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link Host#billed}. */
        public Builder billed(boolean billed) {
            this.billed = billed;
            return this;
        }

        /** Sets {@link Host#nativeState}. */
        public Builder nativeState(String nativeState) {
            this.nativeState = nativeState;
            return this;
        }

        /** Sets {@link Host#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Sets {@link Host#shape}. */
        public Builder shape(Shape shape) {
            this.shape = shape;
            return this;
        }

        /** Sets {@link Host#image}. */
        public Builder image(ImageId image) {
            this.image = image;
            return this;
        }

        /** Sets {@link Host#cpu}. */
        public Builder cpu(Cpu cpu) {
            this.cpu = cpu;
            return this;
        }

        /** Sets {@link Host#memory}. */
        public Builder memory(Bytes memory) {
            this.memory = memory;
            return this;
        }

        /** Sets {@link Host#addresses}. */
        public Builder addresses(List<String> addresses) {
            this.addresses = addresses;
            return this;
        }

        /** Sets {@link Host#publicAddresses}. */
        public Builder publicAddresses(List<String> publicAddresses) {
            this.publicAddresses = publicAddresses;
            return this;
        }

        /** Sets {@link Host#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Host#created}. */
        public Builder created(Instant created) {
            this.created = created;
            return this;
        }

        /** Sets {@link Host#problem}. */
        public Builder problem(Problem problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the finished value. */
        public Host build() {
            return new Host(
                    id,
                    name,
                    state,
                    billed,
                    nativeState,
                    Optional.ofNullable(zone),
                    Optional.ofNullable(shape),
                    Optional.ofNullable(image),
                    Optional.ofNullable(cpu),
                    Optional.ofNullable(memory),
                    addresses,
                    publicAddresses,
                    tags,
                    Optional.ofNullable(created),
                    Optional.ofNullable(problem));
        }
    }
}
