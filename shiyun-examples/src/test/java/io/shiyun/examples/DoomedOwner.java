package io.shiyun.examples;

import io.shiyun.ReleaseOptions;
import io.shiyun.Shiyun;
import io.shiyun.model.AppId;
import io.shiyun.model.Host;
import io.shiyun.model.Image;
import io.shiyun.model.Offer;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that owns the local cloud, does one thing, and is killed while it does. */
final class DoomedOwner {
    /** Printed when the thing begins. */
    static final String BEGINS = "doomed owner begins";
    /** Printed when the thing is done, if it lives that long. */
    static final String ENDS = "doomed owner ends";

    private static final Duration TIME = Duration.ofSeconds(60);

    private DoomedOwner() {}

    /**
     * Does what the second argument names in the folder that the first does; the third is a version or a number.
     */
    public static void main(String[] args) {
        try (Shiyun shiyun = open(Path.of(args[0]))) {
            shiyun.recovery(TIME);
            KillPlan.Action action = KillPlan.Action.valueOf(args[1]);
            System.out.println(BEGINS);
            act(shiyun, action, args[2]);
            System.out.println(ENDS);
        }
    }

    static Shiyun open(Path folder) {
        return Shiyun.builder()
                .cloud("here", "local")
                .store(folder.resolve("shiyun.db"))
                .build();
    }

    private static void act(Shiyun shiyun, KillPlan.Action action, String what) {
        AppId shop = shiyun.apps().id(ShopApp.version(what));
        switch (action) {
            case DEPLOY, ROLL -> shiyun.apps().deploy(ShopApp.version(what));
            case BAD_ROLL ->
                shiyun.apps().tryDeploy(ShopApp.version(what).env("SHOP_FAULT", "crash"), ReleaseOptions.DEFAULTS);
            case SCALE -> shiyun.apps().scale(shop, Integer.parseInt(what));
            case DELETE -> shiyun.apps().delete(shop);
            case HOST -> host(shiyun, shop);
        }
    }

    private static void host(Shiyun shiyun, AppId near) {
        Hosts hosts = shiyun.service("here", Hosts.class);
        Offer smallest = shiyun.offers().list().items().get(0);
        Image image = shiyun.images().list().items().get(0);
        HostOrder order = HostOrder.builder(near.region(), "doomed", smallest.shape(), image.id())
                .build();
        Progress<Host> made = hosts.create(
                order, new Intent("doomedowner" + System.currentTimeMillis(), Map.of()), shiyun.call(TIME));
        if (!(made instanceof Progress.Done<Host> done)) {
            throw new IllegalStateException("a local host is made at once, not " + made);
        }
        hosts.delete(done.value().id(), shiyun.call(TIME));
    }
}
