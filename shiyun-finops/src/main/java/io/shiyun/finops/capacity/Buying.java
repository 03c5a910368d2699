package io.shiyun.finops.capacity;

import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.finops.advice.Plan;
import io.shiyun.finops.advice.Saving;
import io.shiyun.finops.advice.Step;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.ImageId;
import io.shiyun.model.Money;
import io.shiyun.model.Purchase;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferFilter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pool needs more of, one host after the other. */
final class Buying {
    /** The most hosts that one pool is advised to buy. */
    static final int MOST = 1_000;

    private static final int OFFERS = 1_000;

    private final CapacityPlanner.Terms terms;
    private final Pool pool;
    private final List<Looked> looked;
    private final LocalDate today;
    private final List<String> missing;
    private int offersLookedAt;

    Buying(CapacityPlanner.Terms terms, Pool pool, List<Looked> looked, LocalDate today, List<String> missing) {
        this.terms = terms;
        this.pool = pool;
        this.looked = looked;
        this.today = today;
        this.missing = missing;
    }

    /** An offer, how many of it meet the demand to come, and what they cost a month. */
    private record Choice(CatalogueOffer offer, int count, Money monthly) {}

    /** One more host: the weeks in which it may be, is likely, and is surely needed; 0 is beyond the horizon. */
    private record Need(int earliest, int likely, int latest) {}

    List<Buy> buys() {
        if (need(null, 0).earliest == 0) {
            return List.of();
        }
        Optional<Choice> choice = cheapest();
        if (choice.isEmpty()) {
            missing.add("it runs out, and the catalogue has no host at " + pool.region() + " in " + terms.currency()
                    + " that " + MOST + " of would do");
            return List.of();
        }
        CatalogueOffer offer = choice.get().offer;
        Optional<CatalogueOffer> term = term(offer);
        List<Buy> buys = new ArrayList<>();
        int bought = 0;
        while (bought < MOST) {
            Need need = need(offer, bought);
            if (need.earliest == 0) {
                break;
            }
            LocalDate by = by(need);
            boolean commit = need.latest > 0 && term.isPresent();
            int count = 1;
            while (bought + count < MOST) {
                Need next = need(offer, bought + count);
                if (next.earliest == 0 || !by(next).equals(by) || (next.latest > 0 && term.isPresent()) != commit) {
                    break;
                }
                count++;
            }
            buys.add(buy(choice.get(), term, need, by, commit, bought, count));
            bought += count;
        }
        return buys;
    }

    private LocalDate by(Need need) {
        LocalDate by = CapacityPlanner.day(need.earliest, today).orElse(today).minusDays(terms.leadDays());
        return by.isBefore(today) ? today : by;
    }

    private static double size(Resource resource, CatalogueOffer offer) {
        return PoolUse.size(resource, offer.cpu(), offer.memory());
    }

    /** Returns when a pool that has so many more hosts needs one again. */
    private Need need(@Nullable CatalogueOffer offer, int more) {
        double tail = (1 - terms.confidence()) / 2;
        int earliest = 0;
        int likely = 0;
        int latest = 0;
        for (Looked one : looked) {
            Demand demand = one.demand();
            double added = offer == null ? 0 : more * size(demand.resource(), offer);
            double usable = (demand.capacity() + added) * (1 - terms.headroom());
            earliest = sooner(earliest, one.draws().passed(usable, tail));
            likely = sooner(likely, one.draws().passed(usable, 0.5));
            latest = sooner(latest, one.draws().passed(usable, 1 - tail));
        }
        return new Need(earliest, likely, latest);
    }

    private static int sooner(int one, int other) {
        return one == 0 || (other > 0 && other < one) ? other : one;
    }

    /** Returns the offer that meets the demand at the upper end of the interval for least, no smaller than the smallest host. */
    private Optional<Choice> cheapest() {
        OfferFilter filter = OfferFilter.in(terms.currency())
                .withoutGpus()
                .at(pool.region().cloud().name(), pool.region().name());
        Optional<Cpu> cpu =
                pool.hosts().stream().flatMap(host -> host.cpu().stream()).min(Comparator.naturalOrder());
        Optional<Bytes> memory =
                pool.hosts().stream().flatMap(host -> host.memory().stream()).min(Comparator.naturalOrder());
        if (cpu.isPresent() && memory.isPresent()) {
            filter = filter.atLeast(cpu.get(), memory.get());
        }
        Set<Architecture> kinds = pool.hosts().stream()
                .flatMap(host -> own(host).stream())
                .map(CatalogueOffer::architecture)
                .collect(Collectors.toSet());
        if (kinds.size() == 1) {
            filter = filter.architecture(kinds.iterator().next());
        }
        List<CatalogueOffer> there = terms.catalogue().cheapest(filter, OFFERS);
        offersLookedAt = there.size();
        return there.stream()
                .flatMap(offer -> choice(offer).stream())
                .min(Comparator.comparing((Choice choice) -> choice.monthly.amount())
                        .thenComparing(Choice::count)
                        .thenComparing(choice -> choice.offer.shape()));
    }

    private Optional<CatalogueOffer> own(Host host) {
        return host.shape().stream()
                .flatMap(shape ->
                        terms
                                .catalogue()
                                .detail(host.cloud().name(), host.region().name(), shape.name())
                                .stream())
                .findFirst();
    }

    private Optional<Choice> choice(CatalogueOffer offer) {
        double tail = (1 - terms.confidence()) / 2;
        double most = 1;
        for (Looked one : looked) {
            double size = size(one.demand().resource(), offer);
            double lacking = one.draws().below(1 - tail) / (1 - terms.headroom())
                    - one.demand().capacity();
            if (lacking > 0) {
                if (size == 0) {
                    return Optional.empty();
                }
                most = Math.max(most, Math.ceil(lacking / size));
            }
        }
        if (most > MOST) {
            return Optional.empty();
        }
        int count = (int) most;
        return monthly(offer, count).map(money -> new Choice(offer, count, money));
    }

    private static Optional<Money> monthly(CatalogueOffer offer, int count) {
        return offer.price()
                .filter(price -> price.per().isTime())
                .map(price -> Saving.month(price).times(BigDecimal.valueOf(count)));
    }

    /** Returns the same for a term, if it costs less. */
    private Optional<CatalogueOffer> term(CatalogueOffer offer) {
        if (terms.term() == 0) {
            return Optional.empty();
        }
        Money now = monthly(offer, 1).orElseThrow();
        return terms.catalogue().detail(offer.seller(), offer.region(), offer.shape()).stream()
                .filter(one -> one.purchase() == Purchase.RESERVED || one.purchase() == Purchase.PREPAID)
                .filter(one -> one.termMonths() == terms.term()
                        && one.os().equals(offer.os())
                        && one.layer() == offer.layer()
                        && (one.zone().isEmpty() || one.zone().equals(offer.zone())))
                .filter(one -> monthly(one, 1)
                        .filter(month -> month.currency().equals(now.currency()) && month.compareTo(now) < 0)
                        .isPresent())
                .min(Comparator.comparing(one -> monthly(one, 1).orElseThrow().amount()));
    }

    private Buy buy(
            Choice choice,
            Optional<CatalogueOffer> term,
            Need need,
            LocalDate by,
            boolean commit,
            int bought,
            int count) {
        CatalogueOffer offer = choice.offer;
        LocalDate needed = CapacityPlanner.day(need.earliest, today).orElseThrow();
        Money monthly = monthly(offer, count).orElseThrow();
        Optional<Money> committed = term.flatMap(one -> monthly(one, count));
        List<String> evidence = new ArrayList<>();
        evidence.add(
                "needed from " + needed + " at the earliest, less " + terms.leadDays() + " days from order to use");
        evidence.add(offer.toString());
        evidence.add(choice.count + " of it meet the demand at the upper end of the interval, for "
                + Rounding.words(choice.monthly) + " a month; of the " + offersLookedAt
                + " offers there that were looked at this costs least");
        if (term.isPresent()) {
            evidence.add("for " + term.get().termMonths() + " months: " + term.get()
                    + (commit
                            ? "; even at the upper end of the interval it is needed from "
                                    + CapacityPlanner.day(need.latest, today).orElseThrow()
                            : "; not advised, since it is not sure to be needed before the horizon"));
        }
        return new Buy(
                offer,
                count,
                by,
                needed,
                CapacityPlanner.day(need.likely, today),
                monthly,
                term,
                committed,
                commit,
                evidence,
                plan(offer, commit ? term : Optional.empty(), bought, count));
    }

    private Plan plan(CatalogueOffer offer, Optional<CatalogueOffer> term, int bought, int count) {
        List<Step> steps = new ArrayList<>();
        String where = "as " + offer.shape() + " at " + offer.seller() + "/" + offer.region();
        Optional<ImageId> image =
                pool.hosts().stream().flatMap(host -> host.image().stream()).findFirst();
        if (image.isPresent()) {
            HostNames names = new HostNames(pool.name(), pool.region(), today);
            for (int i = 1; i <= count; i++) {
                HostSpec spec = HostSpec.named(names.of(bought + i))
                        .shape(offer.shape())
                        .image(image.get().value());
                for (Map.Entry<String, String> tag : tags().entrySet()) {
                    spec = spec.tag(tag.getKey(), tag.getValue());
                }
                steps.add(new Step.AddHost(spec, Placement.cheapest().in(offer.seller(), offer.region()), where));
            }
        } else {
            steps.add(new Step.ByHand("create " + count + " hosts " + where + " for pool " + pool.name()));
        }
        term.ifPresent(one -> steps.add(new Step.ByHand("commit to " + count + " x " + one.shape() + " at "
                + one.seller() + "/" + one.region() + " for " + one.termMonths() + " months")));
        return new Plan(steps);
    }

    /** The tags that all hosts of the pool share, so that the new ones belong to it. */
    private Map<String, String> tags() {
        Map<String, String> shared = new TreeMap<>(pool.hosts().get(0).tags());
        pool.hosts()
                .forEach(host -> shared.entrySet()
                        .removeIf(tag -> !Objects.equals(host.tags().get(tag.getKey()), tag.getValue())
                                || tag.getKey().startsWith("shiyun")));
        return shared;
    }
}
