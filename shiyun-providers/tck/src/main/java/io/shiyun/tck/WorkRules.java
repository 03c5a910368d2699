package io.shiyun.tck;

import static io.shiyun.spi.Operation.ALERTS_DELETE;
import static io.shiyun.spi.Operation.ALERTS_GET;
import static io.shiyun.spi.Operation.ALERTS_LIST;
import static io.shiyun.spi.Operation.ALERTS_PUT;
import static io.shiyun.spi.Operation.JOBS_DELETE;
import static io.shiyun.spi.Operation.JOBS_GET;
import static io.shiyun.spi.Operation.JOBS_LIST;
import static io.shiyun.spi.Operation.JOBS_LOGS;
import static io.shiyun.spi.Operation.JOBS_PUT;
import static io.shiyun.spi.Operation.JOBS_RUN;
import static io.shiyun.spi.Operation.JOBS_STOP;
import static io.shiyun.spi.Operation.SERVICES_DELETE;
import static io.shiyun.spi.Operation.SERVICES_GET;
import static io.shiyun.spi.Operation.SERVICES_LIST;
import static io.shiyun.spi.Operation.SERVICES_PUT;
import static io.shiyun.spi.Operation.SERVICES_STOP;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlarmCondition;
import io.shiyun.model.AlertId;
import io.shiyun.model.AppService;
import io.shiyun.model.Command;
import io.shiyun.model.Comparison;
import io.shiyun.model.Job;
import io.shiyun.model.JobId;
import io.shiyun.model.JobRun;
import io.shiyun.model.JobState;
import io.shiyun.model.LogLine;
import io.shiyun.model.Metric;
import io.shiyun.model.Port;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Statistic;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.JobOrder;
import io.shiyun.spi.Jobs;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Operation;
import io.shiyun.spi.ServiceOrder;
import io.shiyun.spi.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs, services in front of apps, and a cloud's own alarm rules. */
final class WorkRules {
    private WorkRules() {}

    static List<Rule> rules() {
        return List.of(
                rule(
                        "jobs",
                        "a job is made so, found, listed and deleted",
                        WorkRules::job,
                        JOBS_PUT,
                        JOBS_GET,
                        JOBS_LIST,
                        JOBS_DELETE),
                rule(
                        "jobs",
                        "a run ends with the exit code of its command",
                        WorkRules::run,
                        JOBS_PUT,
                        JOBS_GET,
                        JOBS_RUN,
                        JOBS_DELETE),
                rule(
                        "jobs",
                        "a schedule tells when it runs next, until it is stopped",
                        WorkRules::schedule,
                        JOBS_PUT,
                        JOBS_STOP,
                        JOBS_DELETE),
                rule(
                        "jobs",
                        "a schedule that cannot be read is refused",
                        WorkRules::badSchedule,
                        JOBS_PUT,
                        JOBS_DELETE),
                rule(
                        "jobs",
                        "the lines of a run come back",
                        WorkRules::logs,
                        JOBS_PUT,
                        JOBS_GET,
                        JOBS_RUN,
                        JOBS_LOGS,
                        JOBS_DELETE),
                rule(
                        "services",
                        "a service is made so, stopped and deleted",
                        WorkRules::service,
                        SERVICES_PUT,
                        SERVICES_GET,
                        SERVICES_LIST,
                        SERVICES_STOP,
                        SERVICES_DELETE,
                        Operation.APPS_APPLY),
                rule(
                        "alerts",
                        "an alarm is made so, found, listed and deleted",
                        WorkRules::alarm,
                        ALERTS_PUT,
                        ALERTS_GET,
                        ALERTS_LIST,
                        ALERTS_DELETE));
    }

    private static Rule rule(String section, String sentence, Rule.Body body, Operation... needs) {
        return new Rule(section, sentence, List.of(needs), body);
    }

    private static Jobs jobs(Bench bench) {
        return bench.service(Jobs.class);
    }

    private static JobOrder order(Bench bench, String program, String... arguments) {
        String name = bench.harness().option("shell." + program).orElse(program);
        JobOrder order = JobOrder.builder(bench.fixtures().project(), bench.name("job"))
                .image(bench.harness().option("app.image").orElse(""))
                .command(Command.of(name, arguments))
                .build();
        bench.later("job " + order.job(), () -> {
            jobs(bench).delete(order.job(), bench.call());
            return true;
        });
        return order;
    }

    private static void job(Bench bench) {
        JobOrder order = order(bench, "echo", "hello");
        for (int i = 0; i < 2; i++) {
            Expect.same(order.job(), jobs(bench).put(order, bench.call()).id(), "the id of the job");
        }
        Expect.same(order.job(), jobs(bench).get(order.job(), bench.call()).id(), "the id of the job found");
        List<Job> all = bench.all(cursor -> jobs(bench).list(order.project(), cursor, bench.call()), Job::id);
        Expect.that(all.stream().anyMatch(job -> job.id().equals(order.job())), "the job is not listed");
        for (int i = 0; i < 2; i++) {
            jobs(bench).delete(order.job(), bench.call());
        }
        Expect.refused("getting a deleted job", () -> jobs(bench).get(order.job(), bench.call()), Reason.NOT_FOUND);
    }

    private static JobRun ended(Bench bench, JobId id) throws Exception {
        JobRun begun = jobs(bench).run(id, bench.call());
        List<JobRun> last = new ArrayList<>();
        bench.until("the run ended", () -> {
            last.clear();
            jobs(bench).get(id, bench.call()).runs().stream()
                    .filter(run -> run.run().equals(begun.run()))
                    .filter(run -> run.state() == JobState.SUCCEEDED || run.state() == JobState.FAILED)
                    .forEach(last::add);
            return !last.isEmpty();
        });
        return last.get(0);
    }

    private static void run(Bench bench) throws Exception {
        JobOrder good = order(bench, "echo", "hello");
        jobs(bench).put(good, bench.call());
        JobRun well = ended(bench, good.job());
        Expect.same(JobState.SUCCEEDED, well.state(), "the state of a run that ended well");
        Expect.same(Optional.of(0), well.exitCode(), "its exit code");
        JobOrder bad = order(bench, "false");
        jobs(bench).put(bad, bench.call());
        JobRun badly = ended(bench, bad.job());
        Expect.same(JobState.FAILED, badly.state(), "the state of a run that ended badly");
        Expect.same(Optional.of(1), badly.exitCode(), "its exit code");
    }

    private static void schedule(Bench bench) {
        JobOrder order =
                order(bench, "echo", "hello").toBuilder().schedule("0 3 * * *").build();
        Job job = jobs(bench).put(order, bench.call());
        Expect.same("0 3 * * *", job.schedule(), "the schedule");
        Instant now = bench.harness().config().clock().instant();
        Instant next = job.nextRun().orElseThrow(() -> new AssertionError("the next run is not told"));
        Expect.that(
                next.isAfter(now.minusSeconds(60))
                        && next.isBefore(now.plus(Duration.ofDays(1).plusMinutes(1))),
                "a job of every day runs next at %s; it is %s",
                next,
                now);
        Expect.that(next.toString().contains("T03:00"), "a job of 3 o'clock UTC runs next at %s", next);
        Job stopped = jobs(bench).stop(order.job(), bench.call());
        Expect.that(stopped.nextRun().isEmpty(), "a stopped job runs next at %s", stopped.nextRun());
    }

    private static void badSchedule(Bench bench) {
        JobOrder order =
                order(bench, "echo", "hello").toBuilder().schedule("99 * * *").build();
        Expect.refused("a schedule of four fields", () -> jobs(bench).put(order, bench.call()), Reason.INVALID);
    }

    private static void logs(Bench bench) throws Exception {
        JobOrder order = order(bench, "echo", "tck-line");
        jobs(bench).put(order, bench.call());
        JobRun run = ended(bench, order.job());
        bench.until("the line is there", () -> {
            List<LogLine> lines = new ArrayList<>();
            jobs(bench).logs(run, LogQuery.builder().build(), Cursor.START, lines::add, bench.call());
            return lines.stream().anyMatch(line -> line.text().contains("tck-line"));
        });
    }

    private static void service(Bench bench) throws Exception {
        Services services = bench.service(Services.class);
        AppBench on = new AppBench(bench);
        AppOrder app = on.order("front", 1);
        on.apply(app);
        ServiceOrder order = ServiceOrder.builder(app.project(), bench.name("service"))
                .shares(Map.of(app.name(), "1"))
                .ports(List.of(Port.http(0)))
                .build();
        bench.later("service " + order.service(), () -> {
            services.delete(order.service(), bench.call());
            return true;
        });
        for (int i = 0; i < 2; i++) {
            AppService made = services.put(order, bench.call());
            Expect.same(order.service(), made.id(), "the id of the service");
            Expect.same(Map.of(app.name(), 1), made.shares(), "the shares");
        }
        AppService found = services.get(order.service(), bench.call());
        Expect.that(!found.endpoints().isEmpty(), "the service has no endpoint");
        bench.until(
                "the service is listed",
                () -> bench.all(cursor -> services.list(app.project(), cursor, bench.call()), AppService::id).stream()
                        .anyMatch(each -> each.id().equals(order.service())));
        AppService stopped = services.stop(order.service(), bench.call());
        Expect.that(stopped.state() != ResourceState.READY, "a stopped service is READY");
        for (int i = 0; i < 2; i++) {
            services.delete(order.service(), bench.call());
        }
        Expect.refused(
                "getting a deleted service", () -> services.get(order.service(), bench.call()), Reason.NOT_FOUND);
    }

    private static void alarm(Bench bench) throws Exception {
        Alerts alerts = bench.service(Alerts.class);
        String metric = bench.fixtures().has(Operation.METRICS_NAMES)
                ? bench.service(Metrics.class).names(bench.region(), bench.call()).stream()
                        .findFirst()
                        .map(Metric::name)
                        .orElse("cpu")
                : "cpu";
        AlarmCondition condition = AlarmCondition.builder(
                        metric, Statistic.AVERAGE, Duration.ofMinutes(1), Comparison.ABOVE, 1e15)
                .build();
        AlarmOrder order = AlarmOrder.builder(bench.region(), bench.name("alarm"), condition)
                .build();
        Alarm made = alerts.put(order, bench.call());
        AlertId id = made.id();
        bench.later("alarm " + id, () -> {
            alerts.delete(id, bench.call());
            return true;
        });
        AlarmCondition other = condition.toBuilder().threshold(2e15).build();
        Alarm changed = alerts.put(order.toBuilder().condition(other).build(), bench.call());
        Expect.same(id, changed.id(), "the id of the alarm put again");
        Expect.same(2e15, alerts.get(id, bench.call()).condition().threshold(), "the threshold");
        bench.until(
                "the alarm is listed",
                () -> bench.all(cursor -> alerts.list(bench.region(), cursor, bench.call()), Alarm::id).stream()
                        .anyMatch(alarm -> alarm.id().equals(id)));
        for (int i = 0; i < 2; i++) {
            alerts.delete(id, bench.call());
        }
        Expect.refused("getting a deleted alarm", () -> alerts.get(id, bench.call()), Reason.NOT_FOUND);
    }
}
