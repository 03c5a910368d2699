package io.shiyun.spi;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Shape;
import java.util.Map;

/**
 * Hosts (主机). Four methods make a provider; the others answer UNSUPPORTED until they are written. Sizes are
 * those of {@link Offers}, images those of {@link Images}.
 */
public interface Hosts extends CloudService {
    /**
     * Makes a host. Sends at most one creating request, with the tags of the order and of the intent in it.
     * Sending the same intent again within the life of its guarantee makes no second host.
     */
    Progress<Host> create(HostOrder order, Intent intent, Call call);

    /**
     * Makes this many hosts by one request, all of them or as many as there are, named after the order with a
     * hyphen and a number from 1. Claimed only where a cloud does it by itself; core loops over {@link #create}
     * elsewhere.
     */
    default Batch<Progress<Host>> createMany(HostOrder order, int count, Intent intent, Call call) {
        throw Unsupported.operation("Hosts", "createMany");
    }

    /**
     * Takes in a machine that exists already, without changing it. Adopting the same address again answers with
     * the same host.
     */
    default Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        throw Unsupported.operation("Hosts", "adopt");
    }

    /**
     * Lists hosts of one region that have all the tags asked for; filters here where the cloud cannot.
     */
    Page<Host> list(HostQuery query, Cursor from, Call call);

    /**
     * Returns the host. NOT_FOUND when there is none.
     */
    Host get(HostId id, Call call);

    /**
     * Starts a stopped host; running already is done.
     */
    default Progress<Host> start(HostId id, Call call) {
        throw Unsupported.operation("Hosts", "start");
    }

    /**
     * Stops a running host; stopped already is done.
     */
    default Progress<Host> stop(HostId id, Stop keep, Call call) {
        throw Unsupported.operation("Hosts", "stop");
    }

    /**
     * Restarts a running host. CONFLICT when it is stopped.
     */
    default Progress<Host> reboot(HostId id, Call call) {
        throw Unsupported.operation("Hosts", "reboot");
    }

    /**
     * Gives the host another size, stopping it where the cloud must, and starts it again if it ran. That size
     * already is done.
     */
    default Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        throw Unsupported.operation("Hosts", "resize");
    }

    /**
     * Sets these tags; an empty value removes one; other tags stay.
     */
    default Host tag(HostId id, Map<String, String> tags, Call call) {
        throw Unsupported.operation("Hosts", "tag");
    }

    /**
     * Returns the last of what the host wrote to its console.
     */
    default Console console(HostId id, Call call) {
        throw Unsupported.operation("Hosts", "console");
    }

    /**
     * Deletes the host with the disks and addresses that were made with it. Gone already is done: the answer is
     * a host in state DELETED. The stop that some clouds want first is a step of it.
     */
    Progress<Host> delete(HostId id, Call call);

    /**
     * Goes on with an operation of this service: at most one change, harmless to repeat. The intent is that of
     * the operation, since a later step may make a child with its token and tags.
     */
    default Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        throw Unsupported.operation("Hosts", "proceed");
    }
}
