package io.shiyun.examples;

import static io.shiyun.model.Cpu.millis;

import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.model.Bytes;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.Pipes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Hosts on this machine: made together, written to, and put to work. */
final class HostsChapter {
    /** Written by {@link #work}. */
    static final String FILE = "greeting.txt";

    private static final Duration SHORT = Duration.ofSeconds(10);

    private HostsChapter() {}

    static void play(Stage stage) {
        stage.screen().chapter("Create hosts: two sandboxes on this machine");
        HostSpec spec = HostSpec.named("worker")
                .atLeast(millis(250), Bytes.mib(256))
                .image("empty")
                .project("default")
                .tag("team", "quickstart");
        List<Placed<Host>> placed =
                stage.shiyun().hosts().createMany(spec, 2, Placement.cheapest().within("here"));
        for (Placed<Host> each : placed) {
            Host host = each.orThrow();
            stage.screen().line("%s is %s, %s", host.name(), host.state(), host.id());
            work(stage.shiyun(), stage.screen(), host);
        }
        Expect.that(
                stage.shiyun().hosts().list().items().size() == 2,
                "two hosts were made, but the fleet lists %s",
                stage.shiyun().hosts().list());
    }

    /** Writes a file to a host and has it read there. */
    static void work(Shiyun shiyun, Screen screen, Host host) {
        byte[] greeting = ("hello " + host.name()).getBytes(StandardCharsets.UTF_8);
        FileOrder file = FileOrder.builder(host.id(), FILE).build();
        shiyun.hosts().write(file, new ByteArrayInputStream(greeting), SHORT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = shiyun.hosts().run(host.id(), Command.of("cat", FILE), Pipes.to(out, System.err), SHORT);
        String said = out.toString(StandardCharsets.UTF_8);
        Expect.that(exit == 0 && said.equals("hello " + host.name()), "cat ended with %d and said '%s'", exit, said);
        screen.line("it ran cat on a file we wrote: %s", said);
    }
}
