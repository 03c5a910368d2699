package io.shiyun.examples;

import io.shiyun.AppSpec;
import io.shiyun.CallListener;
import io.shiyun.CloudSettings;
import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.Placement;
import io.shiyun.Release;
import io.shiyun.ReleaseListener;
import io.shiyun.ReleaseOptions;
import io.shiyun.Shiyun;
import io.shiyun.cost.Dimension;
import io.shiyun.model.AppId;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.Located;
import io.shiyun.model.Rollout;
import io.shiyun.model.Secret;
import io.shiyun.spi.Operation;
import io.shiyun.store.AuditFilter;
import io.shiyun.store.NoticeState;
import io.shiyun.store.Store;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.WebhookNotifier;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Uses every secret there is, and prints whatever can be printed of all that has to do with one. */
final class TalkativeOwner {
    /** Printed before what it says. */
    static final String NOTICES = "notices ";

    private static final Duration SHORT = Duration.ofSeconds(10);

    private TalkativeOwner() {}

    /** Does it in the folder that is the first argument. */
    public static void main(String[] args) throws Exception {
        Path store = Path.of(args[0]).resolve("shiyun.db");
        misspelt(store);
        CloudSettings settings = CloudSettings.of("password", Canaries.SETTING);
        say("settings", settings);
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("here", "local")
                .cloud("far", "locked", settings)
                .listener(new Echo())
                .onCloudEvent(event -> say("event", event))
                .watch(watch())
                .store(store)
                .build()) {
            say("shiyun", shiyun + " " + shiyun.check());
            AppId app = app(shiyun);
            hosts(shiyun);
            Eventually.is(SHORT, () -> !shiyun.watch().undelivered().isEmpty());
            say(NOTICES, shiyun.watch().alerts() + " " + shiyun.watch().undelivered());
            say("processes", commandLines());
            Instant now = Instant.now();
            say("costs", shiyun.costs().of(now.minus(SHORT), now).by(Dimension.RESOURCE, Dimension.WHO));
            if (args.length > 1) {
                Runtime.getRuntime().halt(0); // as one that is killed: what it wrote stays as it lies
            }
            shiyun.apps().delete(app);
            shiyun.hosts().list().items().forEach(host -> shiyun.hosts().delete(host.id()));
        }
        rows(store);
    }

    private static void misspelt(Path store) {
        CloudSettings settings = CloudSettings.of("pasword", Canaries.SETTING).orEnvironment("LAB_");
        thrown(() ->
                Shiyun.builder().cloud("far", "locked", settings).store(store).build());
    }

    private static WatchSpec watch() {
        WebhookNotifier nobody = WebhookNotifier.to(
                        "nobody", "http://127.0.0.1:1/" + Canaries.ADDRESS + "?to=" + Canaries.ADDRESS)
                .allowLoopback()
                .header("Authorization", Secret.of("Bearer " + Canaries.HEADER))
                .build();
        say("notifier", nobody);
        thrown(() -> WebhookNotifier.to("bad", "http://me:" + Canaries.ADDRESS + "@127.0.0.1/")
                .header("Bad header", Secret.of(Canaries.HEADER + "\n"))
                .build());
        return WatchSpec.builder()
                .rhythm(Duration.ofMillis(100), Duration.ofMillis(200))
                .giveUpAfter(Duration.ofSeconds(1))
                .notifier(nobody)
                .rule(AlertRule.named("app-uses-memory")
                        .metric("app.memory")
                        .grade("info", 1, Duration.ZERO)
                        .every(Duration.ofMillis(100))
                        .build())
                .build();
    }

    private static AppId app(Shiyun shiyun) {
        AppSpec spec = AppSpec.named("vault")
                .on("here")
                .command("sleep", "600")
                .secret("TOKEN", Secret.of(Canaries.APP_SECRET))
                .file("conf/vault.conf", "key = " + Canaries.APP_FILE)
                .rollout(Rollout.builder().deadline(Duration.ofSeconds(3)).build());
        say("app", spec);
        ReleaseOptions options = ReleaseOptions.DEFAULTS.withListener(new ReleaseListener() {
            @Override
            public void step(String release, Release.Kind kind, AppId app, Release.Step step) {
                say("step", step);
            }
        });
        Release release = shiyun.apps().deploy(spec, options);
        say("release", release + " " + release.summary());
        say("failed", shiyun.apps().tryDeploy(spec.command("false"), options));
        thrown(() -> shiyun.apps().deploy(spec.command("no-such-program")));
        thrown(() -> shiyun.apps()
                .deploy(spec.file("../out", Canaries.APP_FILE).secret("9 BAD", Secret.of(Canaries.APP_SECRET))));
        say("revisions", shiyun.apps().revisions(release.appId()));
        say("apps", shiyun.apps().list());
        say("logs", shiyun.apps().logs(release.appId(), 100));
        return release.appId();
    }

    private static void hosts(Shiyun shiyun) {
        HostSpec spec = HostSpec.named("box")
                .atLeast(Cpu.vcpus(1), Bytes.gib(1))
                .image("empty")
                .userData("#!/bin/sh\nTOKEN=" + Canaries.USER_DATA + "\n");
        say("host", spec);
        for (String cloud : new String[] {"here", "far"}) {
            Placed<Host> placed = shiyun.hosts().tryCreate(spec, Placement.first(cloud));
            say("placed", placed + " " + shiyun.hosts().console(placed.orThrow().id()));
        }
        thrown(() -> shiyun.hosts().create(spec.atLeast(Cpu.vcpus(4000), Bytes.gib(9)), Placement.anywhere()));
        thrown(() -> shiyun.hosts().create(spec.userData(Canaries.USER_DATA.repeat(2000)), Placement.anywhere()));
        say("hosts", shiyun.hosts().list());
    }

    private static String commandLines() {
        StringBuilder all = new StringBuilder();
        ProcessHandle.current()
                .descendants()
                .forEach(process -> all.append(process.info()).append('\n'));
        return all.toString();
    }

    /** Every row of the store that has a text form. */
    private static void rows(Path file) {
        try (Store store = Store.open(file)) {
            say("store", store + " " + store.seal() + " " + store.installation());
            store.read(tx -> {
                tx.audit().list(AuditFilter.ALL, 0, 1000).forEach(row -> say("audit", row));
                for (String cloud : new String[] {"here", "far"}) {
                    tx.intents().byCloud(cloud, "", 0, 1000).forEach(row -> say("intent", row));
                }
                for (String app : tx.revisions().apps("", 100)) {
                    tx.revisions().list(app).forEach(row -> say("revision", row));
                }
                for (NoticeState state : NoticeState.values()) {
                    tx.outbox().list(state, 100).forEach(row -> say("notice", row));
                }
                tx.usage().each(Instant.EPOCH, Instant.now().plus(SHORT), row -> say("usage", row));
                return true;
            });
        }
    }

    private static void thrown(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            ByteArrayOutputStream trace = new ByteArrayOutputStream();
            e.printStackTrace(new java.io.PrintStream(trace, true));
            say("thrown", e + " " + trace);
            return;
        }
        throw new IllegalStateException("that should have been refused");
    }

    private static void say(String what, Object value) {
        System.out.println(what + " " + value);
    }

    /** Prints what is told of calls. */
    private static final class Echo implements CallListener {
        @Override
        public void attemptFailed(Operation operation, Located subject, int attempt, CloudException failure) {
            say("attempt", subject + " " + failure + " " + failure.problem());
        }

        @Override
        public void callEnded(
                Operation operation, Located subject, int attempts, Optional<CloudException> failure, Duration time) {
            say("call", operation + " " + subject + " " + failure);
        }
    }
}
