package io.shiyun.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job.
 *
 * @param job the job
 * @param run names the run
 * @param state where it is
 * @param started when it began
 * @param finished when it ended
 * @param exitCode what it ended with
 * @param message why it failed
 */
public record JobRun(
        JobId job,
        String run,
        JobState state,
        Optional<Instant> started,
        Optional<Instant> finished,
        Optional<Integer> exitCode,
        String message)
        implements Located {
    public JobRun {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(finished, "finished");
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public Region region() {
        return job.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(JobId job, String run, JobState state) {
        return new Builder(job, run, state);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(job, run, state);
        builder.started = started.orElse(null);
        builder.finished = finished.orElse(null);
        builder.exitCode = exitCode.orElse(null);
        builder.message = message;
        return builder;
    }

    /** Builds a {@link JobRun}; not safe for use by several threads. */
    public static final class Builder {
        private final JobId job;
        private final String run;
        private JobState state;
        private @Nullable Instant started;
        private @Nullable Instant finished;
        private @Nullable Integer exitCode;
        private String message = "";

        private Builder(JobId job, String run, JobState state) {
            this.job = job;
            this.run = run;
            this.state = state;
        }

        /** Sets {@link JobRun#state}. */
        public Builder state(JobState state) {
            this.state = state;
            return this;
        }

        /** Sets {@link JobRun#started}. */
        public Builder started(Instant started) {
            this.started = started;
            return this;
        }

        /** Sets {@link JobRun#finished}. */
        public Builder finished(Instant finished) {
            this.finished = finished;
            return this;
        }

        /** Sets {@link JobRun#exitCode}. */
        public Builder exitCode(Integer exitCode) {
            this.exitCode = exitCode;
            return this;
        }

        /** Sets {@link JobRun#message}. */
        public Builder message(String message) {
            this.message = message;
            return this;
        }

        /** Returns the finished value. */
        public JobRun build() {
            return new JobRun(
                    job,
                    run,
                    state,
                    Optional.ofNullable(started),
                    Optional.ofNullable(finished),
                    Optional.ofNullable(exitCode),
                    message);
        }
    }
}
