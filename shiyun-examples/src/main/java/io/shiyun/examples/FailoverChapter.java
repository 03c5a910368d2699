package io.shiyun.examples;

import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.provider.sim.SimWorld;

/** A second cloud, which is cheaper, breaks while hosts are created: the request moves. */
final class FailoverChapter {
    private FailoverChapter() {}

    static void play(Stage stage) {
        Screen screen = stage.screen();
        screen.chapter("Fail over: the cheaper cloud breaks while hosts are created");
        Placed<Host> before = create(stage.shiyun(), "web-1");
        Expect.that(before.orThrow().cloud().name().equals("far"), "the cheaper cloud should have it: %s", before);
        screen.line("web-1 is on '%s', the cheapest", before.orThrow().cloud());

        SimWorld.named("quickstart").faults().dead(true);
        screen.line("'far' refuses every connection from now on");
        long began = System.nanoTime();
        Placed<Host> after = create(stage.shiyun(), "web-2");
        Expect.that(after.orThrow().cloud().name().equals("here"), "the request should have moved: %s", after);
        screen.line(
                "web-2 is on '%s' after %d ms and %d places",
                after.orThrow().cloud(),
                (System.nanoTime() - began) / 1_000_000,
                after.attempts().size());
        after.attempts().forEach(attempt -> screen.line("   %s", attempt));

        var hosts = stage.shiyun().hosts().list();
        Expect.that(!hosts.complete(), "a dead cloud should be named as missing");
        screen.line(
                "the fleet still answers: %d hosts known; %s",
                hosts.known().size(), hosts.missing().get(0));
        SimWorld.named("quickstart").faults().dead(false);
        screen.line("'far' is back");
    }

    /** Asks for a small host wherever it is cheapest. */
    static Placed<Host> create(Shiyun shiyun, String name) {
        return shiyun.hosts()
                .tryCreate(
                        HostSpec.named(name)
                                .atLeast(Cpu.vcpus(1), Bytes.gib(1))
                                .image("empty")
                                .project("web"),
                        Placement.cheapest());
    }
}
