package io.shiyun;

import io.shiyun.broker.Broker;
import io.shiyun.call.Clouds;
import io.shiyun.intent.HostKind;
import io.shiyun.intent.Intents;
import io.shiyun.intent.Request;
import io.shiyun.intent.Terms;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Shape;
import io.shiyun.spi.Console;
import io.shiyun.spi.FileInfo;
import io.shiyun.spi.FileOrder;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Stop;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The hosts of all connected clouds. Creating, resizing and deleting are written down before anything is sent: a lost answer
 * or a dead process leaves nothing double and nothing forgotten. Each operation waits in the calling thread until it has
 * ended. Thread-safe.
 */
public final class HostFleet {
    private final Fleet<Host, HostId> fleet;
    private final Clouds clouds;
    private final Intents intents;
    private final HostKind kind;
    private final Broker broker;
    private final Supplier<String> actor;

    HostFleet(
            Fleet<Host, HostId> fleet,
            Clouds clouds,
            Intents intents,
            HostKind kind,
            Broker broker,
            Supplier<String> actor) {
        this.fleet = fleet;
        this.clouds = clouds;
        this.intents = intents;
        this.kind = kind;
        this.broker = broker;
        this.actor = actor;
    }

    /** Returns the same to look at alone: lists with more choices. */
    public Fleet<Host, HostId> all() {
        return fleet;
    }

    /** Asks every region of every cloud. */
    public Gathered<Host> list() {
        return fleet.list();
    }

    /**
     * Returns one.
     *
     * @throws CloudException NOT_FOUND when there is none
     */
    public Host get(HostId id) {
        return fleet.get(id);
    }

    /**
     * Creates a host at the first place that takes it. A place that is out of stock, over quota or unavailable is passed over
     * for the next; one that may have taken it is asked first, so that there are never two.
     *
     * @throws CloudException INVALID, NOT_SENT, with every fault of the spec; or, when no place took it, with every place
     *     and its reason
     */
    public Host create(HostSpec spec, Placement placement) {
        return tryCreate(spec, placement).orThrow();
    }

    /** As {@link #create}, and answers what came of it with the account of all places, well or not. */
    public Placed<Host> tryCreate(HostSpec spec, Placement placement) {
        return broker.create(spec, placement, actor.get());
    }

    /**
     * Creates several hosts together, named after the spec with a hyphen and a number from 1. Each is a wish of its own: some
     * may fail while others succeed.
     *
     * @return what came of each, in order
     */
    public List<Placed<Host>> createMany(HostSpec spec, int count, Placement placement) {
        return broker.createMany(spec, count, placement, actor.get());
    }

    /** Returns what {@link #create} would try, and at what price; nothing is sent. */
    public HostPlan plan(HostSpec spec, Placement placement) {
        return broker.plan(spec, placement);
    }

    /** Takes in a machine that exists already, without changing it. Adopting it again answers with the same host. */
    public Host adopt(HostAddress address) {
        return intents.run(
                        kind.adoption(),
                        Request.of(
                                intents.newOperation(),
                                "host/" + address.name(),
                                address.region(),
                                address.fields(),
                                terms()))
                .orThrow();
    }

    /**
     * Gives a host another size; what is charged changes with it, at the price of the new size where it is known.
     *
     * @throws CloudException REJECTED when the cloud would not; AMBIGUOUS when it is not known, and then it is gone on with
     *     at the next start
     */
    public Host resize(HostId id, Shape shape) {
        Host before = get(id);
        return intents.run(
                        kind.resizing(),
                        Request.of(
                                intents.newOperation(),
                                Request.resourceName(kind, id),
                                id.region(),
                                HostKind.resizeOrder(id, shape),
                                intents.termsOf(id, terms()).at(broker.price(before, shape))))
                .orThrow();
    }

    /** Deletes a host with the disks and addresses made with it, and waits until it is gone; gone already is done. */
    public void delete(HostId id) {
        intents.run(kind.deletion(), Request.delete(intents.newOperation(), kind, id, terms()))
                .orThrow();
    }

    private Terms terms() {
        return Terms.of(actor.get());
    }

    /** Starts a stopped host, and waits until it runs. */
    public Host start(HostId id) {
        return intents.follow(kind, () -> hosts(id).start(id, clouds.call(Operation.HOSTS_START)));
    }

    /** Stops a running host, and waits until it is stopped. */
    public Host stop(HostId id, Stop keep) {
        return intents.follow(kind, () -> hosts(id).stop(id, keep, clouds.call(Operation.HOSTS_STOP)));
    }

    /** Restarts a running host, and waits until it runs again. */
    public Host reboot(HostId id) {
        return intents.follow(kind, () -> hosts(id).reboot(id, clouds.call(Operation.HOSTS_REBOOT)));
    }

    /** Sets these tags; an empty value removes one; other tags stay. */
    public Host tag(HostId id, Map<String, String> tags) {
        tags.keySet().stream()
                .filter(name -> name.startsWith("shiyun-"))
                .findFirst()
                .ifPresent(name -> {
                    throw CloudException.notSent(
                                    io.shiyun.model.Reason.INVALID,
                                    "tags." + name + ": names that begin with 'shiyun-' are the library's own")
                            .build();
                });
        return hosts(id).tag(id, tags, clouds.call(Operation.HOSTS_TAG));
    }

    /** Returns the last of what a host wrote to its console. */
    public Console console(HostId id) {
        return hosts(id).console(id, clouds.call(Operation.HOSTS_CONSOLE));
    }

    /**
     * Runs a command on a host and waits for it; it and what it started end when the time is over.
     *
     * @return its exit code
     */
    public int run(HostId id, Command command, Pipes pipes, Duration time) {
        return shells(id).run(id, command, pipes, clouds.call(time));
    }

    /**
     * Runs a command on many hosts at once, and waits until each has answered or the time is over.
     *
     * @param time for all of them together
     * @return what came of each, in the order asked; a host that refused or did not answer is no matter of the others
     */
    public List<HostRun> runOnAll(Collection<HostId> hosts, Command command, Duration time) {
        return new HostBatch(clouds, intents.driver()).run(hosts, command, time);
    }

    /** Lists a folder of a host, by name. */
    public List<FileInfo> files(HostId id, String path) {
        return shells(id).list(id, path, clouds.call(Operation.SHELLS_LIST));
    }

    /** Copies a file of a host to {@code to} and returns its length. */
    public long read(HostId id, String path, OutputStream to, Duration time) {
        return shells(id).read(id, path, to, clouds.call(time));
    }

    /** Replaces a file of a host whole or not at all. */
    public void write(FileOrder file, InputStream content, Duration time) {
        clouds.service(file.cloud(), Shells.class).write(file, content, clouds.call(time));
    }

    /** Deletes a file of a host, or a folder with all in it; gone already is done. */
    public void remove(HostId id, String path) {
        shells(id).remove(id, path, clouds.call(Operation.SHELLS_REMOVE));
    }

    private Hosts hosts(HostId id) {
        return clouds.service(id.cloud(), Hosts.class);
    }

    private Shells shells(HostId id) {
        return clouds.service(id.cloud(), Shells.class);
    }
}
