package io.shiyun.finops.capacity;

import io.shiyun.finops.advice.Estate;
import io.shiyun.finops.advice.Plan;
import io.shiyun.finops.advice.Saving;
import io.shiyun.finops.advice.Step;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Host;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which hosts a pool can do without. */
final class LettingGo {
    private final CapacityPlanner.Terms terms;
    private final Pool pool;
    private final List<Room> rooms = new ArrayList<>();

    /** What is left of one resource, and what is needed of it. */
    private static final class Room {
        final Resource resource;
        final double needed;
        double left;

        Room(Resource resource, double left, double needed) {
            this.resource = resource;
            this.left = left;
            this.needed = needed;
        }
    }

    LettingGo(CapacityPlanner.Terms terms, Pool pool, List<Looked> looked) {
        this.terms = terms;
        this.pool = pool;
        for (Looked one : looked) {
            double most = Math.max(
                    one.draws().below((1 + terms.confidence()) / 2),
                    one.course().highest());
            rooms.add(new Room(one.demand().resource(), one.demand().capacity(), most / (1 - terms.headroom())));
        }
    }

    Optional<LetGo> letGo() {
        List<Host> gone = new ArrayList<>();
        List<Host> dearest = pool.hosts().stream()
                .sorted(Comparator.comparing(
                                (Host host) -> monthly(host).map(Money::amount).orElse(BigDecimal.ZERO))
                        .reversed()
                        .thenComparing(Host::name))
                .toList();
        for (Host host : dearest) {
            if (pool.hosts().size() - gone.size() > terms.least() && spare(host)) {
                rooms.forEach(room -> room.left -= PoolUse.size(room.resource, host));
                gone.add(host);
            }
        }
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        List<String> evidence = new ArrayList<>();
        rooms.forEach(room -> evidence.add(room.resource + ": " + CapacityPlanner.number(room.needed) + " "
                + room.resource.unit() + " are enough at the upper end of the interval with headroom, and "
                + CapacityPlanner.number(room.left) + " stay"));
        gone.forEach(host -> evidence.add("host " + host.name()
                + monthly(host)
                        .map(money -> " costs " + Rounding.words(money) + " a month")
                        .orElse(": what it costs is not known")));
        List<Step> steps = new ArrayList<>();
        for (Host host : gone) {
            steps.add(new Step.ByHand("move the work of " + host.name() + " to the other hosts of " + pool.name()));
            steps.add(new Step.StopHost(host.id()));
        }
        Optional<Money> saving =
                gone.stream().flatMap(host -> monthly(host).stream()).reduce(Money::plus);
        return Optional.of(new LetGo(gone, saving, evidence, new Plan(steps)));
    }

    private boolean spare(Host host) {
        return rooms.stream().allMatch(room -> room.left - PoolUse.size(room.resource, host) >= room.needed);
    }

    private Optional<Money> monthly(Host host) {
        return Estate.price(pool.prices(), terms.catalogue(), host)
                .filter(price -> price.money().currency().equals(terms.currency()))
                .map(Saving::month);
    }
}
