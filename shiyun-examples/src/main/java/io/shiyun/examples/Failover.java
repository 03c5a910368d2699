package io.shiyun.examples;

import io.shiyun.CloudSettings;
import io.shiyun.Gathered;
import io.shiyun.Placed;
import io.shiyun.Shiyun;
import io.shiyun.model.Host;
import io.shiyun.provider.sim.Faults;
import io.shiyun.provider.sim.SimWorld;
import io.shiyun.spi.Operation;
import java.nio.file.Path;
import java.time.Duration;

/** Two simulated clouds, of which the cheaper one runs out of hosts and then dies: requests move to the other. */
public final class Failover {
    private Failover() {}

    /** Runs it; ends with the line {@code failover: OK}, or with exit code 1 and the reason. */
    public static void main(String[] args) throws Exception {
        Example.run("failover", Failover::play);
    }

    private static void play(Screen screen, Path folder) {
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("cheap", "sim", CloudSettings.of("world", "cheap").with("price-factor", "0.5"))
                .cloud("dear", "sim", CloudSettings.of("world", "dear"))
                .limits(Operation.HOSTS_LIST, usual -> usual.fresh(Duration.ZERO)) // each list asks anew
                .store(folder.resolve("shiyun.db"))
                .build()) {
            Faults cheap = SimWorld.named("cheap").faults();
            Faults dear = SimWorld.named("dear").faults();

            screen.chapter("Both clouds work: the cheaper one gets the host");
            create(screen, shiyun, "web-1", "cheap");

            screen.chapter("The cheaper one is dead: the request moves, and lists say what they are missing");
            Expect.that(shiyun.hosts().list().complete(), "both clouds should answer as yet");
            cheap.dead(true);
            create(screen, shiyun, "web-2", "dear");
            Gathered<Host> hosts = shiyun.hosts().list();
            Expect.that(
                    hosts.missing().size() == 1
                            && hosts.missing().get(0).cloud().name().equals("cheap"),
                    "the answer should say that 'cheap' is missing: %s",
                    hosts);
            Expect.that(
                    hosts.items().size() == 1 && hosts.stale().size() == 1,
                    "the host of the dead cloud should still be known: %s",
                    hosts);
            screen.line(
                    "%s is there, %s was",
                    hosts.items().get(0).name(), hosts.stale().get(0).name());
            screen.line("%s", hosts.missing().get(0));

            screen.chapter("It is back, takes an order and then finds nothing left: the host is made elsewhere");
            cheap.dead(false).outOfStockLate();
            create(screen, shiyun, "web-3", "dear");
            hosts = shiyun.hosts().list();
            Expect.that(hosts.complete() && hosts.items().size() == 3, "what the order left should be gone: %s", hosts);

            screen.chapter("The other one is sold out as well: nothing is made, and every place says why");
            dear.outOfStock();
            Placed<Host> refused = FailoverChapter.create(shiyun, "web-4");
            Expect.that(refused.value().isEmpty(), "nobody can have made it: %s", refused);
            screen.block(refused.problem().orElseThrow().toString());

            for (Host host : shiyun.hosts().list().items()) {
                shiyun.hosts().delete(host.id());
            }
        }
    }

    private static void create(Screen screen, Shiyun shiyun, String name, String expected) {
        Placed<Host> placed = FailoverChapter.create(shiyun, name);
        Expect.that(
                placed.orThrow().cloud().name().equals(expected), "%s should be on '%s': %s", name, expected, placed);
        screen.line("%s is on '%s'", name, expected);
        placed.attempts().forEach(attempt -> screen.line("   %s", attempt));
    }
}
