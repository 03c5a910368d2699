package io.shiyun.provider.ssh;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Page;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sizes of the machines of the pool, in stock while one of the size is free; at the price that the hosts file tells. */
final class SshOffers implements Offers {
    private final Desk desk;
    private final Pool pool;
    private final InstantSource clock;

    SshOffers(Desk desk, Pool pool, InstantSource clock) {
        this.desk = desk;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        return desk.ask(query, call, () -> {
            Map<Machine, Boolean> machines = pool.machines();
            Map<String, List<Machine>> sizes = new TreeMap<>();
            machines.keySet().stream()
                    .sorted(Comparator.comparing(Machine::name))
                    .forEach(machine -> sizes.computeIfAbsent(
                                    machine.shape() + " " + machine.zone(), key -> new ArrayList<>())
                            .add(machine));
            return Page.last(sizes.values().stream()
                    .map(size -> offer(size, size.stream().anyMatch(machines::get)))
                    .filter(query::matches)
                    .toList());
        });
    }

    /** A size promises no more than the smallest machine of it has, and costs what the dearest costs. */
    private Offer offer(List<Machine> size, boolean free) {
        Machine first = size.get(0);
        Offer.Builder offer = Offer.builder(desk.region(), new Shape(first.shape()))
                .stock(free ? Stock.AVAILABLE : Stock.SOLD_OUT)
                .asOf(clock.instant())
                .source("the owner's inventory");
        if (!first.zone().isEmpty()) {
            offer.zone(new Zone(desk.region(), first.zone()));
        }
        size.stream()
                .flatMap(machine -> machine.cpu().stream())
                .min(Comparator.comparing(Cpu::millis))
                .ifPresent(offer::cpu);
        size.stream()
                .flatMap(machine -> machine.memory().stream())
                .min(Comparator.comparing(Bytes::count))
                .ifPresent(offer::memory);
        price(size).ifPresent(offer::price);
        return offer.build();
    }

    private static Optional<Price> price(List<Machine> size) {
        return size.stream()
                .flatMap(machine -> machine.price().stream())
                .max(Comparator.comparing(money -> money.amount()))
                .map(money -> new Price(money, Per.HOUR));
    }

    @Override
    public Optional<Boolean> inStock(Zone zone, Shape shape, Call call) {
        return desk.ask(
                zone,
                call,
                () -> Optional.of(pool.machines().entrySet().stream()
                        .filter(each -> each.getKey().shape().equals(shape.name()))
                        .filter(each -> each.getKey().zone().equals(zone.name()))
                        .anyMatch(Map.Entry::getValue)));
    }

    @Override
    public Price quote(HostOrder order, Call call) {
        return desk.ask(order, call, () -> {
            List<Machine> size = pool.machines().keySet().stream()
                    .filter(machine -> machine.shape().equals(order.shape().name()))
                    .filter(machine -> order.zone()
                            .map(zone -> zone.name().equals(machine.zone()))
                            .orElse(true))
                    .toList();
            if (size.isEmpty()) {
                throw CloudException.rejected(
                                Reason.NOT_SOLD, "no machine of the pool has the size '" + order.shape() + "'")
                        .scope(Scope.SHAPE)
                        .build();
            }
            return price(size)
                    .orElseThrow(() -> CloudException.rejected(
                                    Reason.NOT_FOUND,
                                    "the hosts file tells no price of '" + order.shape()
                                            + "'; write price=\"0.05 USD\" (of an hour) beside its machines")
                            .build());
        });
    }
}
