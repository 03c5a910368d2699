package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One image in a repository.
 *
 * @param repository where it lies
 * @param digest its content address, such as sha256:...
 * @param tags the tags that lead to it
 * @param platforms what it runs on, such as linux/amd64
 * @param size compressed size
 * @param pushed when it came
 */
public record RepositoryVersion(
        RepositoryId repository,
        String digest,
        List<String> tags,
        List<String> platforms,
        Optional<Bytes> size,
        Optional<Instant> pushed)
        implements Located {
    public RepositoryVersion {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(digest, "digest");
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(pushed, "pushed");
    }

    @Override
    public Region region() {
        return repository.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(RepositoryId repository, String digest) {
        return new Builder(repository, digest);
    }

    /** Builds a {@link RepositoryVersion}; not safe for use by several threads. */
    public static final class Builder {
        private final RepositoryId repository;
        private final String digest;
        private List<String> tags = List.of();
        private List<String> platforms = List.of();
        private @Nullable Bytes size;
        private @Nullable Instant pushed;

        private Builder(RepositoryId repository, String digest) {
            this.repository = repository;
            this.digest = digest;
        }

        /** Sets {@link RepositoryVersion#tags}. */
        public Builder tags(List<String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link RepositoryVersion#platforms}. */
        public Builder platforms(List<String> platforms) {
            this.platforms = platforms;
            return this;
        }

        /** Sets {@link RepositoryVersion#size}. */
        public Builder size(Bytes size) {
            this.size = size;
            return this;
        }

        /** Sets {@link RepositoryVersion#pushed}. */
        public Builder pushed(Instant pushed) {
            this.pushed = pushed;
            return this;
        }

        /** Returns the finished value. */
        public RepositoryVersion build() {
            return new RepositoryVersion(
                    repository, digest, tags, platforms, Optional.ofNullable(size), Optional.ofNullable(pushed));
        }
    }
}
