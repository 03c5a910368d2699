package io.shiyun.examples;

import static io.shiyun.cost.Dimension.APP;
import static io.shiyun.cost.Dimension.CLOUD;
import static io.shiyun.cost.Dimension.DAY;
import static io.shiyun.cost.Dimension.HOST;
import static io.shiyun.cost.Dimension.PROJECT;
import static io.shiyun.model.Bytes.gib;
import static io.shiyun.model.Cpu.vcpus;

import io.shiyun.AppSpec;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.cost.CostReport;
import io.shiyun.cost.Dimension;
import io.shiyun.model.AppId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two hosts and an app of two projects run for a day and a half, and the bill is read from every side. Time is a parameter
 * of the library, so that here the day and a half passes at once.
 */
public final class Costs {
    private static final Instant BEGIN = Instant.parse("2026-03-01T06:00:00Z");
    private static final Dimension TEAM = Dimension.tag("team");

    private Costs() {}

    /** Runs it; ends with the line {@code costs: OK}, or with exit code 1 and the reason. */
    public static void main(String[] args) throws Exception {
        Example.run("costs", Costs::play);
    }

    private static void play(Screen screen, Path folder) {
        AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("here", "local")
                .cloud("far", "sim")
                .time(now::get, System::nanoTime)
                .store(folder.resolve("shiyun.db"))
                .build()) {
            screen.chapter("Make two hosts and an app in two projects");
            HostSpec worker = HostSpec.named("worker").atLeast(vcpus(1), gib(1)).image("empty");
            shiyun.hosts().create(worker.project("shop").tag("team", "web"), Placement.first("here"));
            shiyun.hosts().create(worker.project("lab").tag("team", "data"), Placement.first("far"));
            AppSpec clock =
                    AppSpec.named("clock").command("sleep", "600").cpu(vcpus(1)).memory(gib(1));
            AppId app = shiyun.apps()
                    .deploy(clock.project("shop").tag("team", "web").on("here"))
                    .appId();
            now.set(BEGIN.plus(Duration.ofHours(36)));
            screen.line("they have run for 36 hours");

            screen.chapter("Read the bill of these days by everything at once");
            LocalDate first = LocalDate.ofInstant(BEGIN, ZoneOffset.UTC);
            CostReport bill = shiyun.costs().of(first, first.plusDays(7)).by(CLOUD, PROJECT, TEAM, HOST, APP, DAY);
            screen.block(bill.text());
            BillChapter.addsUp(screen, bill);

            for (Dimension each : new Dimension[] {CLOUD, PROJECT, TEAM, DAY}) {
                screen.chapter("The same by " + each.name());
                CostReport some = bill.by(each);
                screen.block(some.text());
                Expect.that(some.rows().size() == 2, "there should be two rows: %s", some.text());
                Expect.that(some.totals().equals(bill.totals()), "the total changed: %s", some.text());
            }

            shiyun.apps().delete(app);
            shiyun.hosts().list().items().forEach(host -> shiyun.hosts().delete(host.id()));
        }
    }
}
