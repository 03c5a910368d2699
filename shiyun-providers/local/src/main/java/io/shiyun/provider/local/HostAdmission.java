package io.shiyun.provider.local;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.process.apps.Problems;
import io.shiyun.spi.HostOrder;
import java.util.Collection;
import java.util.Optional;

/** Whether this machine takes an order for a host: what it sells, what it has, how much of it may be given away. */
final class HostAdmission {
    private final World world;

    HostAdmission(World world) {
        this.world = world;
    }

    static Machine.Size sizeOf(HostRecord host) {
        return Machine.size(host.shape()).orElseThrow(() -> notSold(host.shape()));
    }

    void admit(HostOrder order, Collection<HostRecord> hosts) {
        Machine.Size size = Machine.size(order.shape()).orElseThrow(() -> notSold(order.shape()));
        world.images().get(order.image());
        if (!order.region().equals(world.region())
                || order.zone().map(zone -> !zone.equals(world.zone())).orElse(false)) {
            throw Problems.invalid("this machine is the region " + world.region() + " with the zone " + world.zone());
        }
        refuse(!order.disks().isEmpty(), "data disks");
        refuse(!order.networks().isEmpty(), "networks");
        refuse(!order.firewalls().isEmpty(), "firewalls");
        refuse(order.publicAddress(), "public addresses");
        refuse(!order.sshKey().isEmpty(), "SSH keys; commands are run without");
        order.userData()
                .ifPresent(script -> refuse(
                        !script.reveal().startsWith("#!"),
                        "user data that is no script; begin it with #! and an interpreter"));
        if (hosts.size() >= world.options().mostHosts()) {
            throw Problems.quota("there are " + hosts.size() + " hosts, as many as the setting 'max-hosts' allows");
        }
        requireRoom(size, hosts, Optional.empty());
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw Problems.invalid("this machine has no " + what);
        }
    }

    static CloudException notSold(Shape shape) {
        return CloudException.notSent(
                        Reason.NOT_SOLD,
                        "this machine has no size '" + shape + "'; it has "
                                + Machine.sizes().keySet())
                .scope(Scope.SHAPE)
                .build();
    }

    void requireRoom(Machine.Size size, Collection<HostRecord> hosts, Optional<String> instead) {
        long cpu = size.cpu().millis();
        long memory = size.memory().count();
        for (HostRecord host : hosts) {
            boolean counts = host.billedSince().isPresent() && !instead.equals(Optional.of(host.id()));
            Optional<Machine.Size> other = counts ? Machine.size(host.shape()) : Optional.empty();
            cpu += other.map(each -> each.cpu().millis()).orElse(0L);
            memory += other.map(each -> each.memory().count()).orElse(0L);
        }
        long times = world.options().overcommit();
        if (cpu > times * Machine.processors() * 1000L
                || memory > times * Machine.memory().count()) {
            throw Problems.quota("the sizes of all hosts would add up to more than " + times
                    + " times this machine, as the setting 'overcommit' allows");
        }
    }
}
