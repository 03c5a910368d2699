package io.shiyun.provider.local;

import io.shiyun.model.App;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.ImageId;
import io.shiyun.model.Port;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.model.Shape;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Owns a state folder for a while and does everything that has a crash point, so that a test can have it killed at each. */
final class OwnerMain {
    static final String APP = "work";

    private OwnerMain() {}

    public static void main(String[] arguments) {
        try (Cloud cloud = Lab.connect(Path.of(arguments[0]))) {
            Apps apps = Lab.service(cloud, Apps.class);
            Hosts hosts = Lab.service(cloud, Hosts.class);
            Host host = ((Progress.Done<Host>) hosts.create(host(), intent(), Lab.call())).value();
            Lab.done(apps, apps.apply(order("v1", 2), Lab.call()));
            Lab.done(apps, apps.scale(order("v1", 2).app(), Scaling.fixed(3), Lab.call()));
            Lab.done(apps, apps.scale(order("v1", 2).app(), Scaling.fixed(1), Lab.call()));
            Lab.done(apps, apps.apply(order("v2", 2), Lab.call()));
            App app = Lab.done(apps, apps.restart(order("v2", 2).app(), Lab.call()));
            hosts.resize(host.id(), new Shape("micro"), intent(), Lab.call());
            hosts.delete(host.id(), Lab.call());
            Lab.done(apps, apps.delete(app.id(), Lab.call()));
        }
        System.out.println("lived to the end");
    }

    static AppOrder order(String version, int replicas) {
        return AppOrder.builder(Lab.PROJECT, APP, version)
                .command(Command.of("sleep", "600"))
                .environment(Map.of("VERSION", version))
                .scaling(Scaling.fixed(replicas))
                .ports(List.of(Port.http(0)))
                .stopGrace(Duration.ofSeconds(2))
                .rollout(Rollout.builder().drain(Duration.ofMillis(100)).build())
                .build();
    }

    static HostOrder host() {
        return HostOrder.builder(Lab.REGION, "box", new Shape("nano"), new ImageId(Lab.REGION, ImageStore.EMPTY))
                .build();
    }

    static Intent intent() {
        return new Intent("owner0token0of0the0host", Map.of("made-by", "owner"));
    }
}
