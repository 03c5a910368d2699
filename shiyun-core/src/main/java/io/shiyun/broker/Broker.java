package io.shiyun.broker;

import io.shiyun.Attempt;
import io.shiyun.Candidate;
import io.shiyun.HostPlan;
import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.Placement;
import io.shiyun.call.Clouds;
import io.shiyun.intent.Driver;
import io.shiyun.intent.HostKind;
import io.shiyun.intent.Intents;
import io.shiyun.intent.Task;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Brings hosts to the clouds that can take them. Thread-safe. */
public final class Broker {
    /**
     * How long a silent cloud is waited for in doubt while there are other places to go. It is asked at least once more,
     * so that a lost answer alone moves nothing.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST_AT_ONCE = 10_000;

    private final Clouds clouds;
    private final Intents intents;
    private final HostKind hosts;
    private final Candidates candidates;
    private final StockMemory memory;
    private final LongSupplier ticker;
    private final Duration patience;

    /**
     * A broker with a memory of its own.
     *
     * @param hosts the kind of thing, of the same clouds
     * @param patience how long a silent cloud is waited for in doubt while there are other places to go
     */
    public Broker(
            Clouds clouds,
            Intents intents,
            HostKind hosts,
            Catalogue catalogue,
            LongSupplier ticker,
            Duration patience) {
        this.clouds = clouds;
        this.intents = intents;
        this.hosts = hosts;
        this.candidates = new Candidates(clouds, catalogue);
        this.memory = new StockMemory(ticker);
        this.ticker = ticker;
        this.patience = patience;
    }

    /** Returns what creating this would try; nothing is sent. */
    public HostPlan plan(HostSpec spec, Placement placement) {
        check(spec, placement);
        return candidates.of(spec, placement);
    }

    /**
     * Creates a host at the first place that takes it.
     *
     * @param actor who asks
     * @throws CloudException INVALID, NOT_SENT, with every fault of the spec
     */
    public Placed<Host> create(HostSpec spec, Placement placement, String actor) {
        HostPlan plan = plan(spec, placement);
        ImageLookup images = new ImageLookup(clouds, spec.image());
        return intents.driver()
                .run(new Search(this, spec, plan, plan.candidates(), images, intents.newOperation(), actor));
    }

    /**
     * Creates a host at the first of these places that takes it, once for each operation: what it made {@linkplain #bought
     * before} is asked for first, and what another made of it meanwhile is the answer.
     *
     * @param places the places, the first one first
     * @param passedOver the places that were ruled out before, with why
     * @param ahead the time whose cost is held first, where a guard holds any; the usual when empty
     * @param operationId names the purchase
     * @param actor who asks
     * @throws CloudException CONFLICT, NOT_SENT, when the host was just made by another operation that had been left unfinished
     */
    public Placed<Host> buy(
            HostSpec spec,
            List<Candidate> places,
            List<Attempt> passedOver,
            Optional<Duration> ahead,
            String operationId,
            String actor) {
        HostPlan plan = new HostPlan(places, List.of(), List.of());
        ImageLookup images = new ImageLookup(clouds, spec.image());
        Search search = new Search(this, spec, plan, places, images, operationId, actor)
                .after(passedOver)
                .holding(ahead);
        Placed<Host> placed = intents.driver().run(search);
        if (placed.value().isPresent() && !placed.operationId().equals(operationId)) {
            throw CloudException.notSent(
                            Reason.CONFLICT,
                            "Host '" + spec.name() + "' was just made by operation " + placed.operationId()
                                    + ", not by this reference; give each purchase a name of its own")
                    .build();
        }
        return placed.value().isPresent() ? placed : bought(spec, operationId).orElse(placed);
    }

    /**
     * Returns the host that an operation made, if it did, after what was unfinished of it has come to its end.
     *
     * @throws CloudException CONFLICT when the operation is about another host; NOT_FOUND when the host that it made is gone
     */
    public Optional<Placed<Host>> bought(HostSpec spec, String operationId) {
        return intents.outcome(hosts, operationId, "host/" + spec.name())
                .map(host -> new Placed<>(spec.name(), operationId, Optional.of(host), List.of(), Optional.empty()));
    }

    /** Returns a place that an offer speaks of. */
    public static Candidate place(Offer offer) {
        return Candidates.candidate(offer);
    }

    /** Creates several hosts together, named after the spec with a hyphen and a number from 1. */
    public List<Placed<Host>> createMany(HostSpec spec, int count, Placement placement, String actor) {
        if (count < 1 || count > MOST_AT_ONCE) {
            throw CloudException.notSent(Reason.INVALID, "count: must be 1 to " + MOST_AT_ONCE + ", not " + count)
                    .build();
        }
        check(spec.withName(spec.name() + "-" + count), placement);
        HostPlan plan = plan(spec, placement);
        ImageLookup images = new ImageLookup(clouds, spec.image());
        List<Task<Placed<Host>>> searches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HostSpec one = spec.withName(spec.name() + "-" + (i + 1));
            searches.add(new Search(
                    this, one, plan, rotated(plan.candidates(), placement, i), images, intents.newOperation(), actor));
        }
        List<Driver.Outcome<Placed<Host>>> outcomes = intents.driver().runAll(searches);
        List<Placed<Host>> placed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            placed.add(outcome(spec.name() + "-" + (i + 1), outcomes.get(i)));
        }
        return placed;
    }

    private static Placed<Host> outcome(String name, Driver.Outcome<Placed<Host>> outcome) {
        if (outcome.failure() instanceof CloudException e) {
            Problem problem = e.problem();
            return new Placed<>(name, "", Optional.empty(), List.of(), Optional.of(problem));
        }
        return outcome.orThrow();
    }

    /** Returns what this size costs where a host is, as it is bought there, if that is known. */
    public Optional<Price> price(Host host, Shape shape) {
        HostSpec spec = HostSpec.named("price").shape(shape.name());
        Placement there = Placement.anywhere().in(host.region());
        return candidates.of(spec, there).candidates().stream()
                .filter(place -> place.zone().isEmpty()
                        || host.zone().isEmpty()
                        || place.zone().equals(host.zone()))
                .flatMap(place -> place.price().stream())
                .findFirst();
    }

    private void check(HostSpec spec, Placement placement) {
        spec.check();
        placement.clouds().forEach(clouds::cloud);
    }

    /** The places for the i-th of several: beginning at the i-th zone, region or cloud of those that there are. */
    private static List<Candidate> rotated(List<Candidate> places, Placement placement, int i) {
        if (placement.spread() == Placement.Spread.NONE || places.isEmpty()) {
            return places;
        }
        Map<Object, List<Candidate>> groups = new LinkedHashMap<>();
        for (Candidate place : places) {
            groups.computeIfAbsent(group(place, placement.spread()), key -> new ArrayList<>())
                    .add(place);
        }
        List<List<Candidate>> order = new ArrayList<>(groups.values());
        List<Candidate> rotated = new ArrayList<>();
        for (int j = 0; j < order.size(); j++) {
            rotated.addAll(order.get((i + j) % order.size()));
        }
        return rotated;
    }

    private static Object group(Candidate place, Placement.Spread spread) {
        Optional<Zone> zone = place.zone();
        return switch (spread) {
            case ZONES -> zone.<Object>map(known -> known).orElse(place.region());
            case REGIONS -> place.region();
            case CLOUDS, NONE -> place.cloud();
        };
    }

    Intents intents() {
        return intents;
    }

    HostKind hosts() {
        return hosts;
    }

    StockMemory memory() {
        return memory;
    }

    LongSupplier ticker() {
        return ticker;
    }

    Duration patience() {
        return patience;
    }
}
