package io.shiyun.examples;

import static io.shiyun.model.Bytes.gib;
import static io.shiyun.model.Cpu.vcpus;

import io.shiyun.AppSpec;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Release;
import io.shiyun.Shiyun;
import io.shiyun.cost.Dimension;
import io.shiyun.model.Host;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The code on the front page. */
public final class ReadmeExample {
    private ReadmeExample() {}

    /** Runs it on this machine. */
    public static void main(String[] args) {
        // readme:start
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("here", "local")
                .cloud("lab", "sim")
                .store(Path.of("target/shiyun.db"))
                .build()) {

            Host host = shiyun.hosts()
                    .create(
                            HostSpec.named("build-1").atLeast(vcpus(1), gib(1)).image("empty"),
                            Placement.cheapest().within("lab", "here"));
            System.out.println(host.name() + " runs in " + host.cloud());

            Release shop = shiyun.apps()
                    .deploy(AppSpec.named("clock")
                            .on("here")
                            .command("sleep", "60")
                            .replicas(2));
            System.out.println(
                    "replicas that serve: " + shop.app().orElseThrow().ready());

            System.out.println(shiyun.costs()
                    .of(YearMonth.now(ZoneOffset.UTC))
                    .by(Dimension.CLOUD, Dimension.PROJECT)
                    .text());
            // readme:end
            shiyun.apps().delete(shop.appId());
            shiyun.hosts().delete(host.id());
        }
    }
}
