package io.shiyun.examples;

import io.shiyun.CloudSettings;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.ReleaseOptions;
import io.shiyun.Shiyun;
import io.shiyun.model.AppId;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import java.nio.file.Path;
import java.time.Duration;

/** A process that owns the local cloud, does one thing, and is killed while it does. */
final class DoomedOwner {
    /** Printed when the thing begins. */
    static final String BEGINS = "doomed owner begins";
    /** Printed when the thing is done, if it lives that long. */
    static final String ENDS = "doomed owner ends";

    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 100;
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

    /** Opens the local cloud of a folder; its ports are its own, so that no other takes them while their owner is dead. */
    static Shiyun open(Path folder) {
        int first = FIRST_PORT + PORTS * Math.floorMod(folder.hashCode(), 90);
        return Shiyun.builder()
                .cloud("here", "local", CloudSettings.of("ports", first + "-" + (first + PORTS - 1)))
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
            case HOST -> host(shiyun, what);
        }
    }

    private static void host(Shiyun shiyun, String name) {
        Host host = shiyun.hosts()
                .create(
                        HostSpec.named("host-" + name).image("empty").atLeast(Cpu.millis(100), Bytes.mib(64)),
                        Placement.cheapest());
        shiyun.hosts().delete(host.id());
    }
}
