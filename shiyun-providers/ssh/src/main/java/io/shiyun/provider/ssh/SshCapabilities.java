package io.shiyun.provider.ssh;

import io.shiyun.spi.Apps;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Projects;
import io.shiyun.spi.Support;
import java.time.Duration;

/** What machines over SSH can do as a cloud. */
final class SshCapabilities {
    static final Capabilities ALL = all().build();

    private SshCapabilities() {}

    private static Capabilities.Builder all() {
        Capabilities.Builder all = Capabilities.builder()
                .full(
                        Operation.HOSTS_ADOPT,
                        Operation.HOSTS_LIST,
                        Operation.HOSTS_GET,
                        Operation.HOSTS_PROCEED,
                        Operation.SHELLS_RUN,
                        Operation.SHELLS_OPEN,
                        Operation.SHELLS_LIST,
                        Operation.SHELLS_READ,
                        Operation.SHELLS_WRITE,
                        Operation.SHELLS_REMOVE,
                        Operation.METRICS_NAMES,
                        Operation.METRICS_QUERY,
                        Operation.OFFERS_LIST,
                        Operation.OFFERS_IN_STOCK,
                        Operation.PLACES_REGIONS,
                        Operation.PLACES_ZONES);
        all.with(
                Support.emulated("takes a free machine of the inventory's pool that fits and answers"),
                Operation.HOSTS_CREATE);
        all.with(
                Support.emulated("gives a machine back to the pool, or forgets an adopted one; none is wiped"),
                Operation.HOSTS_DELETE);
        all.with(Support.emulated("tags are kept in the folder of the cloud"), Operation.HOSTS_TAG);
        all.with(
                Support.emulated("by the setting 'reboot-command', run on the machine; NONE without"),
                Operation.HOSTS_REBOOT);
        all.with(
                Support.emulated("by the setting 'stop-command', run on the machine; NONE without"),
                Operation.HOSTS_STOP);
        all.with(
                Support.emulated("by the setting 'start-command', run on another machine; NONE without"),
                Operation.HOSTS_START);
        all.with(Support.none("core loops over create; machines are taken one by one"), Operation.HOSTS_CREATE_MANY);
        all.with(Support.none("a machine has the size it was bought with"), Operation.HOSTS_RESIZE);
        all.with(
                Support.none("the console of a machine is not behind its SSH server; run a command that shows its log"),
                Operation.HOSTS_CONSOLE);
        all.with(
                Support.emulated("the systems that the hosts file says are on the machines"),
                Operation.IMAGES_LIST,
                Operation.IMAGES_GET,
                Operation.IMAGES_RESOLVE);
        all.with(
                Support.none("nothing is put on a machine that you own"),
                Operation.IMAGES_CREATE,
                Operation.IMAGES_COPY,
                Operation.IMAGES_DELETE,
                Operation.IMAGES_PROCEED);
        all.full(Operation.of(Apps.class).toArray(Operation[]::new));
        all.with(
                Support.emulated("by processes that are started and watched over SSH; without images, without volumes,"
                        + " processors and memory are not held to"),
                Operation.APPS_APPLY);
        all.with(
                Support.none(
                        "nothing on a machine tells projects apart; an app takes the name of its project as it is"),
                Operation.of(Projects.class).toArray(Operation[]::new));
        all.with(Support.emulated("the price that the hosts file tells"), Operation.OFFERS_QUOTE);
        all.guarantee(Operation.HOSTS_CREATE, Guarantee.token(Pool.TOKEN_LIFE, Duration.ZERO));
        return all;
    }

    /** What is left of it with these commands to restart, stop and start machines. */
    static Capabilities with(SshOptions.Power power) {
        Capabilities.Builder less = all();
        if (power.reboot().isEmpty()) {
            less.with(Support.none("the setting 'reboot-command' is not set"), Operation.HOSTS_REBOOT);
        }
        if (power.stop().isEmpty()) {
            less.with(Support.none("the setting 'stop-command' is not set"), Operation.HOSTS_STOP);
        }
        if (power.start().isEmpty()) {
            less.with(Support.none("the setting 'start-command' is not set"), Operation.HOSTS_START);
        }
        return less.build();
    }
}
