package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Image;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.provider.sim.Catalogue.Size;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes orders for hosts: what is on sale, what is left, what is allowed, and when the meter runs. */
final class HostDesk {
    private final SimWorld world;

    HostDesk(SimWorld world) {
        this.world = world;
    }

    /** Makes the host that was ordered, or finds the one this token made. */
    Row<Host> open(HostOrder order, Map<String, String> intentTags, String token) {
        Size size = Catalogue.get(order.shape());
        checkName(order.name());
        checkImage(order, size);
        checkPurchase(order.purchase());
        order.networks().forEach(world.networks::get);
        order.firewalls().forEach(world.firewalls::get);
        boolean late = world.faults().isSoldOutLate(order.shape());
        return world.hosts.create(
                order,
                order.name(),
                token,
                value -> {
                    Zone zone = admit(order.region(), order.shape(), order.zone());
                    HostId id = new HostId(order.region(), value);
                    return host(order, size, id, zone, Tags.joined(order.tags(), intentTags));
                },
                row -> boot(row, order, late));
    }

    private void boot(Row<Host> row, HostOrder order, boolean late) {
        world.purchases.put(row.value().id(), order.purchase());
        if (!late) {
            meter(row.value());
        }
        world.hosts.later(
                row,
                host -> Optional.of(late ? SimHosts.late(host, order.shape()) : SimHosts.in(host, HostState.RUNNING)));
    }

    private Host host(HostOrder order, Size size, HostId id, Zone zone, Map<String, String> tags) {
        long number = world.hosts.made() + 1;
        Host.Builder host = Host.builder(id, order.name(), HostState.PENDING)
                .nativeState("pending")
                .zone(zone)
                .shape(order.shape())
                .image(order.image())
                .cpu(size.cpu())
                .memory(size.memory())
                .addresses(List.of(address("10.0", number)))
                .tags(tags)
                .created(world.now());
        if (order.publicAddress()) {
            host.publicAddresses(List.of(address("198.18", number)));
        }
        return host.build();
    }

    static String address(String net, long number) {
        return net + "." + (number / 250 % 250) + "." + (number % 250 + 1);
    }

    /** Takes in a machine that is there already; the same address is the same host. */
    Row<Host> adopt(HostAddress address, Intent intent) {
        checkName(address.name());
        String at = address.address() + ":" + address.port();
        HostId id = new HostId(address.region(), "adopted-" + at);
        return world.hosts
                .find(id)
                .orElseGet(() -> world.hosts.add(
                        Host.builder(id, address.name(), HostState.RUNNING)
                                .nativeState("adopted")
                                .billed(false)
                                .addresses(List.of(address.address()))
                                .tags(Tags.joined(address.tags(), intent.tags()))
                                .created(world.now())
                                .build(),
                        intent.token()));
    }

    void resize(Row<Host> row, Shape shape) {
        Size size = Catalogue.get(shape);
        Zone zone = row.value().zone().orElseThrow(() -> adopted("resized"));
        admitStock(shape, zone);
        row.set(row.value().toBuilder()
                .shape(shape)
                .cpu(size.cpu())
                .memory(size.memory())
                .build());
        if (row.value().billed()) {
            meter(row.value());
        }
    }

    /** Gives the machine of a host that stops back. */
    void release(Row<Host> row) {
        world.meter.stop(row.value().id(), world.now());
        row.set(row.value().toBuilder().billed(false).build());
    }

    /** Finds a machine again for a host that starts. */
    void resume(Row<Host> row) {
        Host host = row.value();
        if (!host.billed() && host.shape().isPresent() && host.zone().isPresent()) {
            admitStock(host.shape().get(), host.zone().get());
            row.set(host.toBuilder().billed(true).build());
            meter(row.value());
        }
    }

    void close(Row<Host> row) {
        HostId id = row.value().id();
        world.meter.stop(id, world.now());
        world.purchases.remove(id);
        world.boxes.remove(id);
        world.detachAll(id);
        row.set(row.value().toBuilder().billed(false).build());
    }

    private void meter(Host host) {
        Shape shape = host.shape().orElseThrow(() -> adopted("metered"));
        Purchase purchase = world.purchases.getOrDefault(host.id(), Purchase.ON_DEMAND);
        world.meter.start(
                new Meter.Item(host.id(), host.name(), "Hosts", "Compute", shape + "/" + purchase, host.tags()),
                Catalogue.get(shape).price(purchase, world.options().priceFactor()),
                world.now());
    }

    private Zone admit(Region region, Shape shape, Optional<Zone> wanted) {
        List<Zone> zones = world.zones(region);
        if (wanted.isPresent() && !zones.contains(wanted.get())) {
            throw CloudException.rejected(Reason.INVALID, "there is no zone " + wanted.get() + "; there are " + zones)
                    .code("NoSuchZone")
                    .build();
        }
        Zone zone = wanted.orElseGet(() -> zones.stream()
                .filter(each -> !world.faults().isSoldOut(shape, each))
                .findFirst()
                .orElse(zones.get(0)));
        admitStock(shape, zone);
        long hosts = world.hosts.all().stream()
                .filter(row -> row.value().region().equals(region))
                .count();
        if (hosts >= world.faults().mostHosts()) {
            throw CloudException.rejected(
                            Reason.QUOTA,
                            "the account may have " + world.faults().mostHosts() + " hosts in " + region
                                    + "; ask for more, or go to another region")
                    .scope(Scope.REGION)
                    .code("QuotaExceeded")
                    .build();
        }
        return zone;
    }

    private void admitStock(Shape shape, Zone zone) {
        if (world.faults().isSoldOut(shape, zone)) {
            throw CloudException.rejected(Reason.STOCK, "no '" + shape + "' is left in " + zone)
                    .scope(Scope.SHAPE)
                    .code("InsufficientCapacity")
                    .build();
        }
    }

    private void checkImage(HostOrder order, Size size) {
        Image image = world.images.get(order.image()).value();
        if (image.architecture() != size.architecture()) {
            throw invalid("'" + image.name() + "' is for " + image.architecture() + ", '" + order.shape() + "' is "
                    + size.architecture());
        }
    }

    private static void checkPurchase(Purchase purchase) {
        if (purchase != Purchase.ON_DEMAND && purchase != Purchase.SPOT) {
            throw invalid("hosts are sold ON_DEMAND and SPOT here, not " + purchase + "; choose one of them");
        }
    }

    static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw invalid(
                    "the name '" + name
                            + "' is not 1 to 63 letters, digits, dots, hyphens and underscores that begin with a letter or digit");
        }
    }

    private static CloudException adopted(String verb) {
        return invalid("a host that was adopted cannot be " + verb);
    }

    private static CloudException invalid(String message) {
        return CloudException.rejected(Reason.INVALID, message)
                .code("InvalidParameter")
                .build();
    }
}
