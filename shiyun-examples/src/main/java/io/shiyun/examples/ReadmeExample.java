package io.shiyun.examples;

import static io.shiyun.cost.Dimension.CLOUD;
import static io.shiyun.cost.Dimension.PROJECT;
import static io.shiyun.model.Bytes.gib;
import static io.shiyun.model.Cpu.vcpus;
import static java.time.ZoneOffset.UTC;

import io.shiyun.AppSpec;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Release;
import io.shiyun.Shiyun;
import io.shiyun.cost.CostReport;
import io.shiyun.model.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;

/** The code on the front page. */
public final class ReadmeExample {
    private ReadmeExample() {}

    /** Runs it on this machine. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("shiyun-readme");
        Path state = folder.resolve("shiyun.db");
        // readme:start
        try (Shiyun shiyun =
                Shiyun.builder().cloud("here", "local").store(state).build()) {
            HostSpec spec = HostSpec.named("build-1").atLeast(vcpus(1), gib(1)).image("empty");
            Host host = shiyun.hosts().create(spec, Placement.cheapest());
            System.out.println(host.name() + " runs in " + host.cloud());

            Release clock = shiyun.apps().deploy(AppSpec.named("clock").command("sleep", "60"));
            System.out.println("serving: " + clock.app().orElseThrow().ready());

            CostReport bill = shiyun.costs().of(YearMonth.now(UTC)).by(CLOUD, PROJECT);
            System.out.println(bill.text());
            // readme:end
            shiyun.apps().delete(clock.appId());
            shiyun.hosts().delete(host.id());
        }
        Example.remove(folder);
    }
}
