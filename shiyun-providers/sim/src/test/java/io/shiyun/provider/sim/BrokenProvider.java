package io.shiyun.provider.sim;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Setting;
import io.shiyun.spi.Support;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A provider of hosts, images and offers with one flaw. */
final class BrokenProvider implements CloudProvider {
    private final SimProvider sim = new SimProvider();
    private final Flaw flaw;
    private final CountDownLatch end = new CountDownLatch(1);

    BrokenProvider(Flaw flaw) {
        this.flaw = flaw;
    }

    /** Ends the threads that a flaw leaves behind. */
    void end() {
        end.countDown();
    }

    @Override
    public String id() {
        return "broken";
    }

    @Override
    public Capabilities capabilities() {
        Capabilities all = sim.capabilities();
        Capabilities.Builder some = Capabilities.builder();
        Stream.of(Operation.values())
                .filter(operation ->
                        List.of(Hosts.class, Images.class, Offers.class).contains(operation.service()))
                .forEach(operation -> some.with(all.of(operation), operation));
        some.with(Support.none("left out"), Operation.HOSTS_CREATE_MANY, Operation.HOSTS_ADOPT);
        if (flaw == Flaw.NONE_BUT_ANSWERS || flaw == Flaw.CLAIMS_WHAT_IS_NONE) {
            some.with(Support.none("it is said"), Operation.HOSTS_REBOOT, Operation.HOSTS_TAG);
        }
        some.guarantee(Operation.HOSTS_CREATE, Guarantee.token(Duration.ofHours(1), Duration.ZERO));
        return some.build();
    }

    @Override
    public List<Setting> settings() {
        Setting key = Setting.required("key", "BROKEN_KEY", "what opens it").asSecret();
        return List.of(key);
    }

    @Override
    public Cloud connect(CloudConfig config) {
        if (flaw != Flaw.CONNECTS_WITHOUT) {
            config.require("key");
        }
        if (flaw == Flaw.LEAVES_THREADS) {
            leaveThread();
        }
        String key = config.get("key").orElse("");
        return new Session(sim.connect(without(config)), flaw, key);
    }

    private void leaveThread() {
        Thread thread = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static CloudConfig without(CloudConfig config) {
        return CloudConfig.builder(config.cloud())
                .clock(config.clock())
                .ticker(config.ticker())
                .set("boot-time", "5ms")
                .set("page-size", "2")
                .build();
    }

    private static final class Session implements Cloud {
        private final SimCloud good;
        private final Flaw flaw;
        private final String key;
        private final List<CloudService> services;
        private boolean closed;

        Session(SimCloud good, Flaw flaw, String key) {
            this.good = good;
            this.flaw = flaw;
            this.key = key;
            this.services = made();
        }

        private List<CloudService> made() {
            Hosts hosts = good.find(Hosts.class).orElseThrow();
            return List.of(
                    flaw == Flaw.FULL_BUT_NOT_WRITTEN
                            ? new BrokenHosts(hosts, flaw)
                            : new BrokenHosts.WithConsole(hosts, flaw),
                    good.find(Images.class).orElseThrow(),
                    good.find(Offers.class).orElseThrow());
        }

        @Override
        public List<CloudService> services() {
            return flaw == Flaw.NEW_SERVICES_EACH_TIME ? made() : services;
        }

        @Override
        public void check(Call call) {
            good.check(call);
        }

        @Override
        public List<Region> regions() {
            return good.regions();
        }

        @Override
        public void close() {
            if (closed && flaw == Flaw.CLOSES_ONCE) {
                throw new IllegalStateException("closed already");
            }
            closed = true;
            if (flaw != Flaw.ANSWERS_AFTER_CLOSE) {
                good.close();
            }
        }

        @Override
        public String toString() {
            return flaw == Flaw.LEAKS_THE_SECRET ? "session with " + key : "session";
        }
    }
}
