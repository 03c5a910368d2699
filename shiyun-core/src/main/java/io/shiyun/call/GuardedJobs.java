package io.shiyun.call;

import static io.shiyun.spi.Operation.JOBS_DELETE;
import static io.shiyun.spi.Operation.JOBS_GET;
import static io.shiyun.spi.Operation.JOBS_LIST;
import static io.shiyun.spi.Operation.JOBS_LOGS;
import static io.shiyun.spi.Operation.JOBS_PUT;
import static io.shiyun.spi.Operation.JOBS_RUN;
import static io.shiyun.spi.Operation.JOBS_STOP;

import io.shiyun.model.Job;
import io.shiyun.model.JobId;
import io.shiyun.model.JobRun;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.JobOrder;
import io.shiyun.spi.Jobs;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Page;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@link Jobs} by way of the pipeline. */
final class GuardedJobs extends Guarded<Jobs> implements Jobs {
    GuardedJobs(Pipeline pipeline, Jobs jobs, Supplier<Capabilities> abilities) {
        super(pipeline, jobs, abilities);
    }

    @Override
    public Job put(JobOrder order, Call call) {
        return ask(JOBS_PUT, order, call, Jobs::put);
    }

    @Override
    public Page<Job> list(ProjectId project, Cursor from, Call call) {
        return ask(JOBS_LIST, project, from, call, Jobs::list);
    }

    @Override
    public Job get(JobId id, Call call) {
        return ask(JOBS_GET, id, call, Jobs::get);
    }

    @Override
    public JobRun run(JobId id, Call call) {
        return ask(JOBS_RUN, id, call, Jobs::run);
    }

    @Override
    public Job stop(JobId id, Call call) {
        return ask(JOBS_STOP, id, call, Jobs::stop);
    }

    @Override
    public Cursor logs(JobRun run, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        return ask(JOBS_LOGS, run, call, (jobs, attempt) -> jobs.logs(run, query, from, to, attempt));
    }

    @Override
    public void delete(JobId id, Call call) {
        run(JOBS_DELETE, id, call, (jobs, attempt) -> jobs.delete(id, attempt));
    }
}
