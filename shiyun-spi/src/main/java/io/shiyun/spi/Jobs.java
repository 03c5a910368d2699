package io.shiyun.spi;

import io.shiyun.model.Job;
import io.shiyun.model.JobId;
import io.shiyun.model.JobRun;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import java.util.function.Consumer;

/**
 * Work that ends by itself, once or on a schedule.
 */
public interface Jobs extends CloudService {
    /**
     * Makes the job so.
     */
    Job put(JobOrder order, Call call);

    /**
     * Lists jobs.
     */
    Page<Job> list(ProjectId project, Cursor from, Call call);

    /**
     * Returns the job with its latest runs. NOT_FOUND when there is none.
     */
    Job get(JobId id, Call call);

    /**
     * Starts a run now.
     */
    default JobRun run(JobId id, Call call) {
        throw Unsupported.operation("Jobs", "run");
    }

    /**
     * Ends what runs and suspends the schedule.
     */
    default Job stop(JobId id, Call call) {
        throw Unsupported.operation("Jobs", "stop");
    }

    /**
     * Hands lines of a run to {@code to} in this thread; returns where to go on.
     */
    default Cursor logs(JobRun run, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        throw Unsupported.operation("Jobs", "logs");
    }

    /**
     * Ends what runs and forgets the job; gone already is done.
     */
    void delete(JobId id, Call call);
}
