package io.shiyun.examples;

import static io.shiyun.model.Cpu.vcpus;

import io.shiyun.CloudSettings;
import io.shiyun.Gathered;
import io.shiyun.Shiyun;
import io.shiyun.model.Bytes;
import io.shiyun.model.Host;
import io.shiyun.model.Offer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Currency;

/**
 * The main job of the library, on this machine alone: offers, hosts, an app under load, a replica lost and healed, a roll
 * to a new version, an alert, a cloud that breaks, and the bill. Every check in it can fail, and then the run fails.
 */
public final class Quickstart {
    private static final Currency DOLLARS = Currency.getInstance("USD");

    private Quickstart() {}

    /** Runs it; ends with the line {@code quickstart: OK}, or with exit code 1 and the reason. */
    public static void main(String[] args) throws IOException {
        Example.run("quickstart", Quickstart::run);
    }

    private static void run(Screen screen, Path home) throws Exception {
        try (WebhookReceiver webhook = new WebhookReceiver();
                Shiyun shiyun = Shiyun.builder()
                        .cloud("here", "local")
                        .cloud(
                                "far",
                                "sim",
                                CloudSettings.of("world", "quickstart").with("price-factor", "0.1"))
                        .store(home.resolve("shiyun.db"))
                        .watch(AlertChapter.watching(webhook))
                        .build()) {
            Stage stage = new Stage(shiyun, screen, webhook);
            offers(stage);
            HostsChapter.play(stage);
            AppChapter.play(stage);
            FailoverChapter.play(stage);
            BillChapter.play(stage);
            cleanUp(stage);
        }
        leaveNothingBehind(screen);
    }

    private static void offers(Stage stage) {
        stage.screen().chapter("Find offers: what two clouds sell, cheapest first");
        Gathered<Offer> offers = stage.shiyun().offers().cheapest(vcpus(1), Bytes.gib(1), DOLLARS);
        Expect.that(offers.complete(), "not every cloud answered: %s", offers.missing());
        Expect.that(
                offers.items().stream().map(Offer::cloud).distinct().count() == 2,
                "both clouds sell hosts, but the offers are %s",
                offers.items());
        for (Offer offer : offers.items().subList(0, 4)) {
            stage.screen()
                    .line(
                            "%-6s %-8s %-8s %-8s %s",
                            offer.cloud(),
                            offer.shape(),
                            offer.cpu().orElseThrow(),
                            offer.memory().orElseThrow(),
                            offer.price().orElseThrow());
        }
    }

    private static void cleanUp(Stage stage) {
        stage.screen().chapter("Clean up: delete everything that was made");
        for (Host host : stage.shiyun().hosts().list().known()) {
            stage.shiyun().hosts().delete(host.id());
        }
        stage.shiyun().apps().delete(stage.app());
        Gathered<Host> left = stage.shiyun().hosts().list();
        Expect.that(left.complete() && left.items().isEmpty(), "hosts are left: %s", left.known());
        stage.screen().line("no host and no app is left");
    }

    private static void leaveNothingBehind(Screen screen) {
        long left = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
        Expect.that(left == 0, "%d processes are left", left);
        screen.line("no process is left");
    }
}
