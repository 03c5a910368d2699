package io.shiyun.provider.sim;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Endpoint;
import io.shiyun.model.Fields;
import io.shiyun.model.LogLine;
import io.shiyun.model.Port;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.model.Trouble;
import io.shiyun.spi.AppOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app: the order in force, and the replicas there are. {@link #step} makes one change towards the order, within the surge
 * and the missing replicas that it allows. Guarded by the lock of its world.
 */
final class SimApp {
    private static final int MOST_LINES = 10_000;

    private final SimWorld world;
    private final long number;
    private final Instant created;
    private final List<Copy> copies = new ArrayList<>();
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private AppOrder order;
    private int wanted;
    private int era;
    private int started;
    private long logged;

    SimApp(SimWorld world, AppOrder order, long number) {
        this.world = world;
        this.order = order;
        this.number = number;
        this.created = world.now();
        this.wanted = count(order.scaling(), 1);
    }

    AppId id() {
        return order.app();
    }

    AppOrder order() {
        return order;
    }

    /** Puts another order in force; replicas of the same content stay. */
    void apply(AppOrder newer) {
        wanted = count(newer.scaling(), wanted);
        order = newer;
    }

    void scale(Scaling scaling) {
        wanted = count(scaling, wanted);
        order = order.toBuilder().scaling(scaling).build();
    }

    /** Has every replica replaced. */
    void restart() {
        era++;
    }

    private static int count(Scaling scaling, int now) {
        if (scaling instanceof Scaling.Fixed fixed) {
            return fixed.count();
        }
        return scaling instanceof Scaling.Auto auto ? Math.min(auto.max(), Math.max(auto.min(), now)) : now;
    }

    /** Returns what a replica is made of: everything but the number of replicas and the tags. */
    static Fields content(AppOrder order) {
        return order.toBuilder()
                .scaling(Scaling.fixed(0))
                .tags(Map.of())
                .build()
                .fields();
    }

    private boolean current(Copy copy) {
        return copy.era == era && content(copy.order).equals(content(order));
    }

    /** Makes one change, if one can be made now. Returns whether it did. */
    boolean step() {
        List<Copy> old = copies.stream().filter(copy -> !current(copy)).toList();
        int updated = copies.size() - old.size();
        int ready = (int) copies.stream().filter(Copy::ready).count();
        if (updated < wanted && copies.size() < wanted + order.rollout().surge()) {
            begin();
            return true;
        }
        int least = wanted - order.rollout().unavailable();
        Optional<Copy> leaving = Optional.<Copy>empty()
                .or(() -> old.stream().filter(copy -> !copy.ready()).findFirst())
                .or(() -> old.stream().filter(copy -> ready > least).findFirst())
                .or(() -> updated > wanted ? surplus() : Optional.empty());
        leaving.ifPresent(this::end);
        return leaving.isPresent();
    }

    private Optional<Copy> surplus() {
        return copies.stream()
                .filter(this::current)
                .min(Comparator.comparing(Copy::ready).thenComparing(copy -> -copy.number));
    }

    boolean settled() {
        return fact().settled();
    }

    private void begin() {
        Copy copy = new Copy(world, order, era, ++started);
        copies.add(copy);
        log(copy, "started revision " + order.revision());
    }

    private void end(Copy copy) {
        copies.remove(copy);
        log(copy, "ended");
    }

    /** Ends a replica as a crash does; its place starts it again. */
    boolean crash(ReplicaId replica) {
        Optional<Copy> copy =
                copies.stream().filter(each -> each.id().equals(replica)).findFirst();
        copy.ifPresent(each -> {
            each.startAgain();
            log(each, "was killed and started again");
        });
        return copy.isPresent();
    }

    Optional<Copy> copy(ReplicaId id) {
        return copies.stream().filter(copy -> copy.id().equals(id)).findFirst();
    }

    private void log(Copy copy, String text) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.addLast(LogLine.builder(copy.id(), text).at(world.now()).build());
        logged++;
    }

    /** Returns how many lines were ever written. */
    long logged() {
        return logged;
    }

    /** Returns the lines that are kept, from this one on. */
    List<LogLine> lines(long from) {
        long oldest = logged - lines.size();
        return lines.stream().skip(Math.max(0, from - oldest)).toList();
    }

    /** Returns how long it takes at least until something changes by itself. */
    long nanosToReady() {
        return copies.stream()
                .mapToLong(Copy::nanosToReady)
                .filter(left -> left > 0)
                .min()
                .orElse(0);
    }

    /** Returns what can be told of it now. */
    App fact() {
        List<Replica> replicas = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        int updated = 0;
        int ready = 0;
        for (Copy copy : copies) {
            replicas.add(copy.fact());
            copy.trouble().ifPresent(troubles::add);
            updated += current(copy) ? 1 : 0;
            ready += current(copy) && copy.ready() ? 1 : 0;
        }
        return App.builder(id(), order.revision())
                .observed(true)
                .wanted(wanted)
                .running(copies.size())
                .updated(updated)
                .ready(ready)
                .troubles(troubles)
                .endpoints(order.ports().stream().map(this::endpoint).toList())
                .replicas(replicas)
                .tags(order.tags())
                .created(created)
                .build();
    }

    private Endpoint endpoint(Port port) {
        int open = port.number() == 0 ? (int) (20_000 + number % 10_000) : port.number();
        return new Endpoint(port.name(), HostDesk.address("10.1", number), open, port.protocol());
    }
}
