package io.shiyun.finops.advice;

import io.shiyun.Gathered;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Page;
import io.shiyun.spi.Stop;
import java.time.Duration;

/**
 * One step of a plan. It names an operation of the front door, and before it is taken looks whether things still are as the
 * advice found them; when they are not, it refuses with CONFLICT and nothing is sent.
 */
public sealed interface Step {
    /** How long one call of a step may take. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /** Returns what it calls, such as {@code hosts().stop}; empty for a step of a person. */
    String operation();

    /** Returns what it does, for people. */
    String words();

    /**
     * Does it.
     *
     * @throws CloudException CONFLICT when things changed since, or whatever the operation answers
     */
    void take(Shiyun shiyun);

    /** Stops a host that still runs. */
    record StopHost(HostId host) implements Step {
        @Override
        public String operation() {
            return "hosts().stop";
        }

        @Override
        public String words() {
            return "stop host " + host + " and give its machine back";
        }

        @Override
        public void take(Shiyun shiyun) {
            require(shiyun.hosts().get(host), HostState.RUNNING);
            shiyun.hosts().stop(host, Stop.RELEASE);
        }
    }

    /** Deletes a host that is still stopped. */
    record DeleteStoppedHost(HostId host) implements Step {
        @Override
        public String operation() {
            return "hosts().delete";
        }

        @Override
        public String words() {
            return "delete host " + host + " with its disks, if it is still stopped";
        }

        @Override
        public void take(Shiyun shiyun) {
            require(shiyun.hosts().get(host), HostState.STOPPED);
            shiyun.hosts().delete(host);
        }
    }

    /** Gives a host another size, if it still has the one that was judged. */
    record ResizeHost(HostId host, Shape from, Shape to) implements Step {
        @Override
        public String operation() {
            return "hosts().resize";
        }

        @Override
        public String words() {
            return "resize host " + host + " from " + from + " to " + to;
        }

        @Override
        public void take(Shiyun shiyun) {
            Host now = shiyun.hosts().get(host);
            if (!now.shape().filter(from::equals).isPresent()) {
                throw changed("host " + host + " is "
                        + now.shape().map(Shape::name).orElse("of unknown size") + " now, and " + from + " was judged");
            }
            shiyun.hosts().resize(host, to);
        }
    }

    /** Creates a host. */
    record CreateHost(HostSpec spec, Placement placement, String where) implements Step {
        @Override
        public String operation() {
            return "hosts().create";
        }

        @Override
        public String words() {
            return "create a host " + where;
        }

        @Override
        public void take(Shiyun shiyun) {
            shiyun.hosts().create(spec, placement);
        }
    }

    /** Adds a host to others that do the same work, unless one of its name is there already. */
    record AddHost(HostSpec spec, Placement placement, String where) implements Step {
        @Override
        public String operation() {
            return "hosts().create";
        }

        @Override
        public String words() {
            return "create host " + spec.name() + " " + where + ", unless there is one of this name";
        }

        @Override
        public void take(Shiyun shiyun) {
            Gathered<Host> hosts = shiyun.hosts().list();
            if (!hosts.complete()) {
                throw changed("whether there is a host called " + spec.name()
                        + " is not known, since not every region answers");
            }
            for (Host host : hosts.known()) {
                if (host.name().equals(spec.name())) {
                    throw changed("host " + host.id() + " is called " + spec.name() + " already");
                }
            }
            shiyun.hosts().create(spec, placement);
        }
    }

    /** Deletes a volume that still no host uses. */
    record DeleteVolume(VolumeId volume) implements Step {
        @Override
        public String operation() {
            return "volumes().delete";
        }

        @Override
        public String words() {
            return "delete volume " + volume + ", if it is still unattached";
        }

        @Override
        public void take(Shiyun shiyun) {
            Volume now = shiyun.volumes().get(volume);
            if (now.host().isPresent()) {
                throw changed(
                        "volume " + volume + " is attached to " + now.host().get() + " now");
            }
            shiyun.volumes().delete(volume);
        }
    }

    /** Gives back an address that still leads nowhere. */
    record ReleaseAddress(AddressId address) implements Step {
        @Override
        public String operation() {
            return "service(cloud, Networks.class).releaseAddress";
        }

        @Override
        public String words() {
            return "give address " + address + " back, if it still leads nowhere";
        }

        @Override
        public void take(Shiyun shiyun) {
            Networks networks = shiyun.service(address.region().cloud().name(), Networks.class);
            Cursor from = Cursor.START;
            for (boolean more = true; more; ) {
                Page<Address> page = networks.addresses(address.region(), from, shiyun.call(PATIENCE));
                for (Address one : page.items()) {
                    if (one.id().equals(address) && one.host().isPresent()) {
                        throw changed(
                                "address " + address + " leads to " + one.host().get() + " now");
                    }
                }
                from = page.next().orElse(Cursor.START);
                more = page.next().isPresent();
            }
            networks.releaseAddress(address, shiyun.call(PATIENCE));
        }
    }

    /** What only a person can do, such as to buy a commitment. */
    record ByHand(String words) implements Step {
        @Override
        public String operation() {
            return "";
        }

        @Override
        public void take(Shiyun shiyun) {
            throw CloudException.notSent(Reason.UNSUPPORTED, "this is for a person: " + words)
                    .build();
        }
    }

    private static void require(Host host, HostState state) {
        if (host.state() != state) {
            throw changed("host " + host.id() + " is " + host.state() + " now, and was " + state);
        }
    }

    private static CloudException changed(String what) {
        return CloudException.notSent(Reason.CONFLICT, what + "; nothing was done, ask for advice again")
                .build();
    }
}
