package io.shiyun.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Charge;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Layer;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.model.Shape;
import io.shiyun.model.Statistic;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Stop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalHostsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T23:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final AtomicInteger tokens = new AtomicInteger();
    private Cloud cloud;
    private Hosts hosts;
    private Shells shells;

    @BeforeEach
    void connect() throws Exception {
        Path card = folder.resolve("prices");
        Files.writeString(card, "currency=EUR\nvcpu-hour=0.36\ngib-hour=0.72\nshape.micro=3.6\n");
        cloud = new LocalProvider()
                .connect(CloudConfig.builder(Lab.CLOUD)
                        .folder(folder.resolve("state"))
                        .set("ports", "22000-22999")
                        .set("price-card", card.toString())
                        .set("sample-every", "PT0.1S")
                        .set("max-hosts", "3")
                        .clock(now::get)
                        .build());
        hosts = Lab.service(cloud, Hosts.class);
        shells = Lab.service(cloud, Shells.class);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Intent intent() {
        return new Intent("token0token0token" + tokens.incrementAndGet(), Map.of());
    }

    private HostOrder.Builder order(String name) {
        return HostOrder.builder(Lab.REGION, name, new Shape("nano"), new ImageId(Lab.REGION, ImageStore.EMPTY));
    }

    private Host create(HostOrder order) {
        return ((Progress.Done<Host>) hosts.create(order, intent(), Lab.call())).value();
    }

    private String run(Host host, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Command asked = Command.builder(List.of(command)).build();
        assertThat(shells.run(host.id(), asked, Pipes.to(out, out), Lab.call())).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<Charge> charges() {
        ChargeQuery all = new ChargeQuery(Lab.REGION, BEGIN.minusSeconds(1), BEGIN.plus(Duration.ofDays(3)));
        return Lab.service(cloud, Costs.class)
                .charges(all, Cursor.START, Lab.call())
                .items();
    }

    @Test
    void useIsMeteredByTheSecondSplitAtMidnightAndSurvivesTheHost() {
        Host host = create(order("box").build());
        now.set(BEGIN.plus(Duration.ofHours(2)));
        hosts.resize(host.id(), new Shape("micro"), intent(), Lab.call());
        now.set(now.get().plusSeconds(10));
        hosts.stop(host.id(), Stop.RELEASE, Lab.call());
        now.set(now.get().plus(Duration.ofHours(5)));
        hosts.start(host.id(), Lab.call());
        now.set(now.get().plusSeconds(1));
        assertThat(charges()).hasSize(4);
        hosts.delete(host.id(), Lab.call());
        now.set(now.get().plus(Duration.ofHours(5)));
        List<Charge> rows = charges();
        // nano: 0.25 vCPU at 0.36 and 0.25 GiB at 0.72 are 0.27 an hour; micro has its own price of 3.6 an hour.
        assertThat(rows)
                .extracting(Charge::billed)
                .containsExactly(
                        Money.of("0.27", "EUR"),
                        Money.of("0.27", "EUR"),
                        Money.of("0.01", "EUR"),
                        Money.of("0.001", "EUR"));
        assertThat(rows.get(0).to())
                .isEqualTo(Instant.parse("2026-11-02T00:00:00Z"))
                .isEqualTo(rows.get(1).from());
        cloud.close();
        assertThat(folder.resolve("state/meter")).isNotEmptyDirectory();
    }

    @Test
    void userDataRunsAtFirstBootToTheConsoleAndEndsWithTheHost() {
        Host host = create(order("boot")
                .userData(Secret.of("#!/bin/sh\necho hello from $HOST_NAME\nexec sleep 600\n"))
                .build());
        Lab.until(
                "the console shows it",
                () -> hosts.console(host.id(), Lab.call()).text().contains("hello from boot"));
        String owner = StateFile.read(folder.resolve("state/owner.state"), fields -> fields.text("id"));
        assertThat(ProcessScanner.owned(owner)).hasSize(1);
        hosts.stop(host.id(), Stop.KEEP, Lab.call());
        assertThat(ProcessScanner.owned(owner)).isEmpty();
        assertThatThrownBy(() -> run(host, "true")).hasMessageContaining("start it first");
        hosts.delete(host.id(), Lab.call());
    }

    @Test
    void aCommandSeesItsSandboxItsPortsAndNothingElse() {
        Host host = create(order("box").build());
        assertThat(run(host, "pwd").strip())
                .isEqualTo(run(host, "sh", "-c", "echo $HOME").strip());
        assertThat(run(host, "sh", "-c", "echo $PORTS").strip().split(","))
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(run(host, "env")).doesNotContain("MAVEN").doesNotContain("JAVA_HOME");
        assertThatThrownBy(() -> shells.write(
                        FileOrder.builder(host.id(), "/etc/shiyun-test").build(),
                        new ByteArrayInputStream(new byte[0]),
                        Lab.call()))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void imagesAreTakenOfHostsAndUnpackedFromArchives() throws Exception {
        Host host = create(order("first").build());
        run(host, "sh", "-c", "mkdir sub; echo content > sub/file");
        Images images = Lab.service(cloud, Images.class);
        Image image = ((Progress.Done<Image>)
                        images.create(ImageOrder.builder(host.id(), "golden").build(), intent(), Lab.call()))
                .value();
        Host second = create(order("second").image(image.id()).build());
        assertThat(run(second, "cat", "sub/file")).isEqualTo("content\n");
        assertThat(images.resolve(Lab.REGION, "golden", Lab.call()).id()).isEqualTo(image.id());

        Path zip = folder.resolve("state/images/pack.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("dir/hello"));
            out.write("zipped".getBytes(StandardCharsets.UTF_8));
        }
        Host third = create(order("third")
                .image(images.resolve(Lab.REGION, "pack", Lab.call()).id())
                .build());
        assertThat(run(third, "cat", "dir/hello")).isEqualTo("zipped");
        assertThatThrownBy(() -> create(order("fourth").build()))
                .hasMessageContaining("QUOTA")
                .hasMessageContaining("max-hosts");
    }

    @Test
    void anArchiveThatLeadsOutMakesNoHostThatRuns() throws Exception {
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("state/images/evil.zip")))) {
            out.putNextEntry(new ZipEntry("../../../escaped"));
            out.write(1);
        }
        assertThatThrownBy(() -> create(
                        order("evil").image(new ImageId(Lab.REGION, "evil")).build()))
                .hasMessageContaining("leads out");
        assertThat(hosts.list(HostQuery.all(Lab.REGION), Cursor.START, Lab.call())
                        .items())
                .isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.endsWith("escaped"));
        }
    }

    @Test
    void offersArePricedByTheCardAndMetricsAreSampled() {
        List<Offer> offers = Lab.service(cloud, Offers.class)
                .list(OfferQuery.builder(Lab.REGION).layer(Layer.HOST).build(), Cursor.START, Lab.call())
                .items();
        assertThat(offers).extracting(offer -> offer.shape().name()).contains("nano", "micro", "c1m1");
        Host host = create(order("busy")
                .userData(Secret.of("#!/bin/sh\nwhile :; do :; done\n"))
                .build());
        Metrics metrics = Lab.service(cloud, Metrics.class);
        MetricQuery cpu = MetricQuery.builder("host.cpu", BEGIN.minusSeconds(60), BEGIN.plusSeconds(3600))
                .labels(Map.of("host", host.id().value()))
                .step(Duration.ofSeconds(60))
                .statistic(Statistic.MAXIMUM)
                .build();
        Lab.until("its processor time is seen", () -> {
            now.updateAndGet(instant -> instant.plusMillis(10));
            List<MetricSeries> series = metrics.query(Lab.REGION, List.of(cpu), Lab.call());
            return !series.isEmpty() && series.get(0).value(0) > 1;
        });
        assertThatThrownBy(() -> metrics.query(
                        Lab.REGION,
                        List.of(MetricQuery.builder("no.such", BEGIN, BEGIN.plusSeconds(1))
                                .build()),
                        Lab.call()))
                .hasMessageContaining("host.cpu");
        assertThat(hosts.delete(host.id(), Lab.call()))
                .isInstanceOfSatisfying(
                        Progress.Done.class,
                        done -> assertThat(((Host) done.value()).state()).isEqualTo(HostState.DELETED));
    }

    @Test
    void wrongSettingsAreNamed() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "ports", "9-5", "max-hosts", "many", "sample-every", "1s", "price-card", "/no/such/card")
                .entrySet()) {
            CloudConfig config = CloudConfig.builder(Lab.CLOUD)
                    .folder(folder.resolve("other"))
                    .set(wrong.getKey(), wrong.getValue())
                    .build();
            assertThatThrownBy(() -> new LocalProvider().connect(config))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.getKey());
        }
    }
}
