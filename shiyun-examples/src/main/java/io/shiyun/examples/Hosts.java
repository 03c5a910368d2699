package io.shiyun.examples;

import static io.shiyun.model.Bytes.gib;
import static io.shiyun.model.Cpu.vcpus;

import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.model.Host;
import io.shiyun.model.Offer;
import io.shiyun.model.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The life of a host on this machine: found on sale, created, put to work, resized, tagged and deleted. */
public final class Hosts {
    private static final Duration SHORT = Duration.ofSeconds(10);

    private Hosts() {}

    /** Runs it; ends with the line {@code hosts: OK}, or with exit code 1 and the reason. */
    public static void main(String[] args) throws Exception {
        Example.run("hosts", Hosts::play);
    }

    private static void play(Screen screen, Path folder) {
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("here", "local")
                .store(folder.resolve("shiyun.db"))
                .build()) {
            screen.chapter("Find what is on sale, cheapest first");
            List<Offer> offers = shiyun.offers()
                    .cheapest(vcpus(1), gib(1), Currency.getInstance("USD"))
                    .items();
            Expect.that(offers.size() > 1, "two sizes are needed, but on sale are %s", offers);
            Shape small = offers.get(0).shape();
            Shape large = offers.get(1).shape();
            screen.line("%s costs %s", small, offers.get(0).price().orElseThrow());
            screen.line("%s costs %s", large, offers.get(1).price().orElseThrow());

            screen.chapter("Create a host of that size, and put it to work");
            HostSpec spec = HostSpec.named("build-1").shape(small.name()).image("empty");
            Host host = shiyun.hosts().create(spec, Placement.first("here"));
            screen.line("%s is %s in '%s'", host.name(), host.state(), host.cloud());
            HostsChapter.work(shiyun, screen, host);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            long length = shiyun.hosts().read(host.id(), HostsChapter.FILE, file, SHORT);
            Expect.that(
                    length == file.size()
                            && file.toString(StandardCharsets.UTF_8).equals("hello build-1"),
                    "the file came back as '%s'",
                    file.toString(StandardCharsets.UTF_8));
            screen.line("the file came back whole, %d bytes", length);

            screen.chapter("Resize it and tag it");
            Host resized = shiyun.hosts().resize(host.id(), large);
            Expect.that(resized.shape().equals(Optional.of(large)), "it should be %s, but is %s", large, resized);
            shiyun.hosts().tag(host.id(), Map.of("team", "build"));
            Host tagged = shiyun.hosts().get(host.id());
            Expect.that("build".equals(tagged.tags().get("team")), "the tag is missing: %s", tagged.tags());
            screen.line(
                    "%s is %s now, with the tags %s",
                    tagged.name(), tagged.shape().orElseThrow(), tagged.tags());

            screen.chapter("Delete it");
            shiyun.hosts().delete(host.id());
            Expect.that(
                    shiyun.hosts().list().items().isEmpty(),
                    "a host is left: %s",
                    shiyun.hosts().list());
            screen.line("no host is left");
        }
    }
}
