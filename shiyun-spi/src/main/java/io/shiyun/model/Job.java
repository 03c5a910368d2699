package io.shiyun.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work that ends by itself, once or on a schedule.
 *
 * @param id names it
 * @param schedule five-field cron in UTC; empty for a job that runs when told
 * @param nextRun when it runs next
 * @param runs the latest runs, newest first
 */
public record Job(JobId id, String schedule, Optional<Instant> nextRun, List<JobRun> runs) implements Located {
    public Job {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(nextRun, "nextRun");
        runs = List.copyOf(runs);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(JobId id) {
        return new Builder(id);
    }

    /** Builds a {@link Job}; not safe for use by several threads. */
    public static final class Builder {
        private final JobId id;
        private String schedule = "";
        private @Nullable Instant nextRun;
        private List<JobRun> runs = List.of();

        private Builder(JobId id) {
            this.id = id;
        }

        /** Sets {@link Job#schedule}. */
        public Builder schedule(String schedule) {
            this.schedule = schedule;
            return this;
        }

        /** Sets {@link Job#nextRun}. */
        public Builder nextRun(Instant nextRun) {
            this.nextRun = nextRun;
            return this;
        }

        /** Sets {@link Job#runs}. */
        public Builder runs(List<JobRun> runs) {
            this.runs = runs;
            return this;
        }

        /** Returns the finished value. */
        public Job build() {
            return new Job(id, schedule, Optional.ofNullable(nextRun), runs);
        }
    }
}
