package io.shiyun.provider.sim;

import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Job;
import io.shiyun.model.JobId;
import io.shiyun.model.JobRun;
import io.shiyun.model.JobState;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.ReplicaId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.JobOrder;
import io.shiyun.spi.Jobs;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Pipes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Jobs in memory. A run takes the boot time and ends as its command does; only the programs that every simulated host has can
 * be run. Schedules are told of and not kept: a run begins when it is asked for.
 */
final class SimJobs implements Jobs {
    private static final int MOST_RUNS = 100;

    private final SimWorld world;
    private final Wire wire;

    SimJobs(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    /** A job and its runs, newest first. */
    static final class Entry {
        private JobOrder order;
        private boolean suspended;
        private int started;
        private final List<Begun> runs = new ArrayList<>();

        Entry(JobOrder order) {
            this.order = order;
        }
    }

    private record Begun(JobRun run, JobRun end, long due, List<String> lines) {
        JobRun at(long nanos) {
            return nanos - due >= 0 ? end : run;
        }
    }

    @Override
    public Job put(JobOrder order, Call call) {
        return wire.ask(Operation.JOBS_PUT, order, call, () -> {
            HostDesk.checkName(order.name());
            if (!order.schedule().isEmpty()) {
                Cron.parse(order.schedule());
            }
            Entry entry = world.jobs.computeIfAbsent(order.job(), id -> new Entry(order));
            entry.order = order;
            entry.suspended = false;
            return fact(entry);
        });
    }

    @Override
    public Page<Job> list(ProjectId project, Cursor from, Call call) {
        return wire.ask(
                Operation.JOBS_LIST,
                project,
                call,
                () -> Pages.of(
                        world.jobs.values().stream()
                                .filter(entry -> entry.order.project().equals(project))
                                .map(this::fact)
                                .toList(),
                        from,
                        world.options().pageSize()));
    }

    @Override
    public Job get(JobId id, Call call) {
        return wire.ask(Operation.JOBS_GET, id, call, () -> fact(entry(id)));
    }

    @Override
    public JobRun run(JobId id, Call call) {
        return wire.ask(Operation.JOBS_RUN, id, call, () -> {
            Entry entry = entry(id);
            JobRun run = JobRun.builder(id, "run-" + ++entry.started, JobState.RUNNING)
                    .started(world.now())
                    .build();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            JobRun end = end(entry.order, run, out, call);
            long due = world.time().nanos() + world.bootTime().toNanos();
            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            entry.runs.add(0, new Begun(run, end, due, lines));
            if (entry.runs.size() > MOST_RUNS) {
                entry.runs.remove(MOST_RUNS);
            }
            return run;
        });
    }

    private JobRun end(JobOrder order, JobRun run, ByteArrayOutputStream out, Call call) {
        JobRun.Builder end = run.toBuilder().finished(world.now().plus(world.bootTime()));
        Command command = order.command().orElse(Command.of("true"));
        try {
            int exit = command.program().equals("sleep")
                    ? 0
                    : Programs.run(command, Pipes.to(out, out), new Box(), world.time(), call);
            return end.state(exit == 0 ? JobState.SUCCEEDED : JobState.FAILED)
                    .exitCode(exit)
                    .message(exit == 0 ? "" : "the command ended with " + exit)
                    .build();
        } catch (CloudException refusal) {
            return end.state(JobState.FAILED)
                    .message(refusal.problem().message())
                    .build();
        }
    }

    @Override
    public Job stop(JobId id, Call call) {
        return wire.ask(Operation.JOBS_STOP, id, call, () -> {
            Entry entry = entry(id);
            entry.suspended = true;
            long now = world.time().nanos();
            entry.runs.replaceAll(begun -> now - begun.due >= 0
                    ? begun
                    : new Begun(
                            begun.run,
                            begun.run.toBuilder()
                                    .state(JobState.FAILED)
                                    .finished(world.now())
                                    .message("it was stopped")
                                    .build(),
                            now,
                            begun.lines));
            return fact(entry);
        });
    }

    @Override
    public Cursor logs(JobRun run, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        List<String> lines = wire.ask(
                Operation.JOBS_LOGS,
                run,
                call,
                () -> entry(run.job()).runs.stream()
                        .filter(begun -> begun.run.run().equals(run.run()))
                        .findFirst()
                        .orElseThrow(() -> missing(run.job() + "/" + run.run()))
                        .lines());
        int begin = query.tail() > 0 ? Math.max(0, lines.size() - query.tail()) : skip(from);
        ReplicaId replica =
                new ReplicaId(new AppId(run.job().project(), run.job().value()), run.run());
        lines.stream()
                .skip(begin)
                .forEach(text ->
                        to.accept(LogLine.builder(replica, text).at(world.now()).build()));
        return new Cursor(Integer.toString(lines.size()));
    }

    private static int skip(Cursor from) {
        return from.value().matches("[0-9]{1,9}") ? Integer.parseInt(from.value()) : 0;
    }

    @Override
    public void delete(JobId id, Call call) {
        wire.tell(Operation.JOBS_DELETE, id, call, () -> world.jobs.remove(id));
    }

    private Entry entry(JobId id) {
        Entry entry = world.jobs.get(id);
        if (entry == null) {
            throw missing(id.toString());
        }
        return entry;
    }

    private Job fact(Entry entry) {
        Job.Builder job = Job.builder(entry.order.job()).schedule(entry.order.schedule());
        job.runs(
                entry.runs.stream().map(begun -> begun.at(world.time().nanos())).toList());
        Optional.of(entry.order.schedule())
                .filter(schedule -> !schedule.isEmpty() && !entry.suspended)
                .flatMap(schedule -> Cron.parse(schedule).after(world.now()))
                .ifPresent(job::nextRun);
        return job.build();
    }

    private static CloudException missing(String what) {
        return CloudException.rejected(Reason.NOT_FOUND, "there is no " + what)
                .code("NoSuchJob")
                .build();
    }
}
