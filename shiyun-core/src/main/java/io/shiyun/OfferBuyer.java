package io.shiyun;

import io.shiyun.broker.Broker;
import io.shiyun.intent.Intents;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Stock;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns offers into hosts: looks what they cost and whether they can be had now, then lets the broker place them. */
final class OfferBuyer {
    private final ConnectedClouds clouds;
    private final Intents intents;
    private final Broker broker;
    private final Supplier<String> actor;
    private final InstantSource clock;

    OfferBuyer(Surroundings around) {
        this.clouds = around.clouds();
        this.intents = around.intents();
        this.broker = around.broker();
        this.actor = around.actor();
        this.clock = around.clock();
    }

    Placed<Host> buy(BuyOrder order, LiveOffers live) {
        if (order.count() != 1) {
            throw refused(Reason.INVALID, "The order is for " + order.count() + " hosts; use buyMany");
        }
        return buyOne(order, live);
    }

    List<Placed<Host>> buyMany(BuyOrder order, LiveOffers live) {
        List<Placed<Host>> placed = new ArrayList<>();
        for (int i = 1; i <= order.count(); i++) {
            BuyOrder one = order.single(i);
            try {
                placed.add(buyOne(one, live));
            } catch (CloudException e) {
                if (e.reason() == Reason.CANCELLED) {
                    throw e;
                }
                placed.add(new Placed<>(one.spec().name(), "", Optional.empty(), List.of(), Optional.of(e.problem())));
            }
        }
        return placed;
    }

    private Placed<Host> buyOne(BuyOrder order, LiveOffers live) {
        order.offers().forEach(offer -> check(order, offer));
        String operation = intents.operationOf(order.reference());
        HostSpec spec = order.spec().shape(order.offers().get(0).shape());
        spec.check();
        Optional<Placed<Host>> before = broker.bought(spec, operation);
        if (before.isPresent()) {
            return before.get();
        }
        order.validUntil().filter(end -> !clock.instant().isBefore(end)).ifPresent(end -> {
            throw refused(Reason.INVALID, "The quote counted until " + end + "; ask for a new one");
        });
        List<Candidate> places = new ArrayList<>();
        List<Attempt> passedOver = new ArrayList<>();
        for (CatalogueOffer offer : order.offers()) {
            look(order, offer, live, places, passedOver);
        }
        places.sort(Comparator.comparing(place -> place.stock() == Stock.SOLD_OUT));
        return broker.buy(spec, places, passedOver, order.time(), operation, actor.get());
    }

    private void check(BuyOrder order, CatalogueOffer offer) {
        String cloud = order.cloudOf(offer);
        if (offer.layer() != Layer.HOST) {
            throw refused(Reason.INVALID, "Offer " + offer + " is no host; connect it instead of buying it");
        }
        if (clouds.ids().stream().noneMatch(id -> id.name().equals(cloud))) {
            throw refused(
                    Reason.INVALID,
                    "No connected cloud is called '" + cloud + "', which sells " + offer
                            + "; connect it, or say by from(\"" + offer.seller() + "\", cloud) which of "
                            + clouds.ids() + " it is");
        }
        if (offer.termMonths() > 0) {
            throw refused(
                    Reason.UNSUPPORTED,
                    "Offer " + offer + " is for a term of " + offer.termMonths()
                            + " months, which no order to a cloud can say; commit to it in the cloud's console, and"
                            + " buy the host on demand, which the commitment then pays");
        }
        if (!offer.restriction().isEmpty()) {
            throw refused(Reason.DENIED, "This account may not buy " + offer + ": " + offer.restriction());
        }
        if (!clouds.capabilities(new CloudId(cloud)).of(Operation.HOSTS_CREATE).usable()) {
            throw refused(Reason.UNSUPPORTED, "Cloud '" + cloud + "' creates no hosts; buy it by another offer");
        }
    }

    private static CloudException refused(Reason reason, String message) {
        return CloudException.notSent(reason, message).build();
    }

    /** Adds the places of an offer, and puts aside what costs more than may be paid. */
    private static void look(
            BuyOrder order, CatalogueOffer offer, LiveOffers live, List<Candidate> places, List<Attempt> passedOver) {
        CloudId cloud = new CloudId(order.cloudOf(offer));
        List<Offer> now;
        try {
            now = live.of(offer, cloud);
        } catch (CloudException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            passedOver.add(passed(Broker.place(offer.at(cloud)), e.problem()));
            return;
        }
        for (Offer each : now) {
            Candidate place = Broker.place(each);
            Optional<Price> most = order.ceiling();
            Optional<String> dear = most.flatMap(ceiling -> LiveOffers.tooDear(place.price(), ceiling));
            if (dear.isPresent()) {
                passedOver.add(passed(place, new Problem(Reason.NOT_SOLD, Scope.SHAPE, dear.get(), "", "")));
            } else {
                places.add(place);
            }
        }
    }

    private static Attempt passed(Candidate place, Problem why) {
        return new Attempt(place, Optional.of(why), false, false, Duration.ZERO);
    }
}
