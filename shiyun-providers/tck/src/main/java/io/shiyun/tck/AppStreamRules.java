package io.shiyun.tck;

import static io.shiyun.spi.Operation.APPS_APPLY;
import static io.shiyun.spi.Operation.APPS_DELETE;
import static io.shiyun.spi.Operation.APPS_EXEC;
import static io.shiyun.spi.Operation.APPS_FORWARD;
import static io.shiyun.spi.Operation.APPS_GET;
import static io.shiyun.spi.Operation.APPS_LOGS;
import static io.shiyun.spi.Operation.APPS_PROCEED;
import static io.shiyun.spi.Operation.APPS_WATCH;

import io.shiyun.model.App;
import io.shiyun.model.Command;
import io.shiyun.model.Endpoint;
import io.shiyun.model.LogLine;
import io.shiyun.model.Reason;
import io.shiyun.model.ReplicaId;
import io.shiyun.spi.AppEvent;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Registration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What flows to and from an app: requests, commands, lines, events. */
final class AppStreamRules {
    private AppStreamRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("an app answers at its endpoint with the revision that serves", AppStreamRules::http),
                rule(
                        "a port of a replica can be reached from here until closed",
                        AppStreamRules::forward,
                        APPS_FORWARD),
                rule("a command runs beside a replica", AppStreamRules::exec, APPS_EXEC),
                rule("logs go on where they ended", AppStreamRules::logs, APPS_LOGS),
                rule("following logs ends with the call", AppStreamRules::follow, APPS_LOGS),
                rule("a watch tells of all there is, then of what changes", AppStreamRules::watch, APPS_WATCH));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... more) {
        List<Operation> needs = new ArrayList<>(List.of(APPS_APPLY, APPS_GET, APPS_DELETE, APPS_PROCEED));
        needs.addAll(List.of(more));
        return new Rule("apps", sentence, needs, body);
    }

    private static void needHttp(Bench bench) {
        if (bench.harness().option("app.http").filter("true"::equals).isEmpty()) {
            throw new Absent("endpoints are not said to be reachable from here (tck.app.http=true says so)");
        }
    }

    private static void http(Bench bench) throws Exception {
        needHttp(bench);
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("http", 2);
        Expect.same("r1", answer(endpoint(on.apply(order))), "the answer");
        App rolled = on.apply(AppBench.revised(order, "r2"));
        Expect.same("r2", answer(endpoint(rolled)), "the answer after a rollout");
    }

    private static String endpoint(App app) {
        return app.endpoints().stream()
                .findFirst()
                .map(Endpoint::authority)
                .orElseThrow(() -> new AssertionError("an app with a port has no endpoint"));
    }

    private static String answer(String authority) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + authority + "/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static ReplicaId replica(App app) {
        return app.replicas().stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("a settled app shows no replica: " + app))
                .id();
    }

    private static void forward(Bench bench) throws Exception {
        needHttp(bench);
        AppBench on = new AppBench(bench);
        ReplicaId replica = replica(on.apply(on.order("forward", 1)));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Registration open = on.apps().forward(replica, "http", port, bench.call())) {
            Expect.same("r1", answer("127.0.0.1:" + port), "the answer");
            Expect.that(open != null, "no registration came back");
        }
        try {
            answer("127.0.0.1:" + port);
            throw new AssertionError("the port still answers after it was closed");
        } catch (IOException closed) {
            Expect.that(!String.valueOf(closed).isEmpty(), "closed without a word");
        }
    }

    private static void exec(Bench bench) {
        AppBench on = new AppBench(bench);
        ReplicaId replica = replica(on.apply(on.order("exec", 1)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pipes pipes = Pipes.to(out, new ByteArrayOutputStream());
        String echo = bench.harness().option("shell.echo").orElse("echo");
        Expect.same(0, on.apps().exec(replica, Command.of(echo, "beside"), pipes, bench.call()), "the exit code");
        Expect.same("beside", out.toString(StandardCharsets.UTF_8).strip(), "the output");
        Expect.refused(
                "a program that does not exist",
                () -> on.apps().exec(replica, Command.of("tck-no-such-program"), Pipes.none(), bench.call()),
                Reason.INVALID);
    }

    private static void logs(Bench bench) throws Exception {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("logs", 1);
        on.apply(order);
        LogQuery all = LogQuery.builder().build();
        List<LogLine> lines = new ArrayList<>();
        bench.until("a line was logged", () -> {
            lines.clear();
            on.apps().logs(order.app(), all, Cursor.START, lines::add, bench.call());
            return !lines.isEmpty();
        });
        for (LogLine line : lines) {
            Expect.same(order.app(), line.replica().app(), "the app of a line");
            Expect.that(line.text().indexOf('\n') < 0, "a line holds its end: '%s'", line.text());
        }
        List<LogLine> seen = new ArrayList<>();
        Cursor end = on.apps().logs(order.app(), all, Cursor.START, seen::add, bench.call());
        Expect.that(!end.atStart(), "the cursor after some lines is the start");
        List<LogLine> after = new ArrayList<>();
        on.apps().logs(order.app(), all, end, after::add, bench.call());
        after.retainAll(seen);
        Expect.that(after.isEmpty(), "lines came twice: %s", after);
        List<LogLine> tail = new ArrayList<>();
        on.apps().logs(order.app(), LogQuery.builder().tail(1).build(), Cursor.START, tail::add, bench.call());
        Expect.same(1, tail.size(), "the lines of a tail of one");
    }

    private static void follow(Bench bench) throws Exception {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("follow", 1);
        on.apply(order);
        TckCall call = bench.call(Duration.ofSeconds(30));
        LogQuery query = LogQuery.builder().follow(true).build();
        List<LogLine> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Cursor> end =
                inThread(() -> on.apps().logs(order.app(), query, Cursor.START, lines::add, call));
        bench.until("a line was followed", () -> !lines.isEmpty());
        call.cancel();
        Cursor cursor = end.get(10, TimeUnit.SECONDS);
        Expect.that(!cursor.atStart(), "the cursor after %s lines is the start", lines.size());
    }

    private static void watch(Bench bench) throws Exception {
        AppBench on = new AppBench(bench);
        AppOrder first = on.order("watch", 1);
        on.apply(first);
        TckCall call = bench.call(Duration.ofSeconds(60));
        List<AppEvent> events = new CopyOnWriteArrayList<>();
        CompletableFuture<Cursor> end =
                inThread(() -> on.apps().watch(first.project(), Cursor.START, events::add, call));
        bench.until("all there is was told", () -> events.stream().anyMatch(AppEvent.Synced.class::isInstance));
        Expect.that(
                events.stream()
                        .anyMatch(event -> event instanceof AppEvent.Seen seen
                                && seen.app().id().equals(first.app())),
                "an app that is there was not told of before %s",
                events);
        on.delete(first.app());
        bench.until("the deletion was told", () -> events.contains(new AppEvent.Gone(first.app())));
        call.cancel();
        end.get(10, TimeUnit.SECONDS);
    }

    private static <T> CompletableFuture<T> inThread(Callable<T> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(action.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
