package io.shiyun;

import io.shiyun.intent.Ending;
import io.shiyun.intent.IntentKind;
import io.shiyun.intent.Intents;
import io.shiyun.intent.Request;
import io.shiyun.intent.ResourceKind;
import io.shiyun.intent.ResourceKinds;
import io.shiyun.intent.Terms;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Id;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.spi.MiddlewareOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Order;
import io.shiyun.spi.VolumeOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns offers of other layers into what their clouds can make, or says what to do instead. */
final class OfferConnector {
    private final ConnectedClouds clouds;
    private final Intents intents;
    private final ResourceKinds kinds;
    private final Supplier<String> actor;

    OfferConnector(ConnectedClouds clouds, Intents intents, ResourceKinds kinds, Supplier<String> actor) {
        this.clouds = clouds;
        this.intents = intents;
        this.kinds = kinds;
        this.actor = actor;
    }

    Id connect(ConnectOrder order, LiveOffers live) {
        return switch (order.offer().layer()) {
            case DATABASE, MIDDLEWARE -> {
                require(order, Operation.MIDDLEWARE_CREATE);
                yield make(order, live, kinds.middleware(), kinds.middleware().creation(), middleware(order));
            }
            case VOLUME -> {
                require(order, Operation.VOLUMES_CREATE);
                yield make(order, live, kinds.volumes(), kinds.volumes().creation(), volume(order));
            }
            case HOST -> throw refused(Reason.INVALID, order, "is a host; buy it instead of connecting it");
            case CLUSTER ->
                throw refused(
                        Reason.UNSUPPORTED,
                        order,
                        "needs more than an offer says; make it by clusters().create with its own order");
            case NETWORK, LOAD_BALANCER ->
                throw refused(
                        Reason.UNSUPPORTED,
                        order,
                        "belongs to a network that an offer does not name; make it by networks() and the services of"
                                + " the cloud");
            case OBJECT ->
                throw refused(
                        Reason.UNSUPPORTED,
                        order,
                        "is charged by what is kept, and nothing is ordered before; make a bucket by service(cloud,"
                                + " Buckets.class)");
            case CDN, SAAS, INDUSTRY, OTHER ->
                throw refused(
                        Reason.UNSUPPORTED,
                        order,
                        "is nothing that a cloud's interface here can order; subscribe to it at "
                                + order.offer().seller()
                                + ", and hand its address and secrets to your apps as variables");
        };
    }

    private void require(ConnectOrder order, Operation operation) {
        if (clouds.ids().stream().noneMatch(id -> id.name().equals(order.cloud()))) {
            throw refused(
                    Reason.INVALID,
                    order,
                    "is sold by '" + order.cloud()
                            + "', and no connected cloud is called so; say by at(cloud) which of " + clouds.ids()
                            + " it is");
        }
        var support = clouds.capabilities(new CloudId(order.cloud())).of(operation);
        if (!support.usable()) {
            throw refused(
                    Reason.UNSUPPORTED,
                    order,
                    "cannot be ordered from cloud '" + order.cloud() + "' (" + support + "); make it in the cloud's own"
                            + " console, and hand its address and secrets to your apps as variables");
        }
        if (order.offer().termMonths() > 0) {
            throw refused(
                    Reason.UNSUPPORTED,
                    order,
                    "is for a term, which no order to a cloud can say; connect it on demand");
        }
        if (!order.offer().restriction().isEmpty()) {
            throw refused(
                    Reason.DENIED,
                    order,
                    "may not be bought by this account: " + order.offer().restriction());
        }
    }

    private static CloudException refused(Reason reason, ConnectOrder order, String why) {
        CatalogueOffer offer = order.offer();
        return CloudException.notSent(
                        reason,
                        "'" + order.name() + "' by the offer " + offer.shape() + " ("
                                + offer.layer().name().toLowerCase(Locale.ROOT) + ") of " + offer.seller() + " " + why)
                .build();
    }

    private static Region region(ConnectOrder order) {
        return Region.of(order.cloud(), order.offer().region());
    }

    private static MiddlewareOrder middleware(ConnectOrder order) {
        if (order.engine().isBlank()) {
            throw refused(
                    Reason.INVALID, order, "has no engine; say which by engine(...), such as engine(\"postgresql\")");
        }
        MiddlewareOrder.Builder made = MiddlewareOrder.builder(
                        region(order),
                        order.name(),
                        order.engine(),
                        new Shape(order.offer().shape()))
                .tags(order.tags());
        order.size().ifPresent(made::disk);
        return made.build();
    }

    private static VolumeOrder volume(ConnectOrder order) {
        VolumeOrder.Builder made = VolumeOrder.builder(
                        region(order),
                        order.name(),
                        order.size()
                                .orElseThrow(() -> refused(
                                        Reason.INVALID, order, "has no size; say how much it holds by holding(...)")))
                .kind(order.offer().shape())
                .tags(order.tags());
        if (!order.offer().zone().isEmpty()) {
            made.zone(new Zone(region(order), order.offer().zone()));
        }
        return made.build();
    }

    private <T> Id make(ConnectOrder order, LiveOffers live, ResourceKind<T> kind, IntentKind<T> creation, Order sent) {
        String operation = intents.operationOf(order.reference());
        String resource = kind.name().toLowerCase(Locale.ROOT) + "/" + sent.region() + "/" + order.name();
        Optional<T> before = intents.outcome(kind, operation, resource);
        if (before.isPresent()) {
            return kind.id(before.get());
        }
        Optional<Price> price = price(order, live);
        order.ceiling().flatMap(most -> LiveOffers.tooDear(price, most)).ifPresent(dear -> {
            throw refused(Reason.NOT_SOLD, order, "is not bought: " + dear);
        });
        Terms terms = Terms.of(actor.get()).at(price);
        Ending<T> ending;
        T made;
        try {
            ending = intents.run(creation, Request.of(operation, resource, sent.region(), sent.fields(), terms));
            made = ending.orThrow();
        } catch (CloudException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            return intents.outcome(kind, operation, resource).map(kind::id).orElseThrow(() -> e);
        }
        if (!ending.intent().id().equals(operation)) {
            throw refused(
                    Reason.CONFLICT,
                    order,
                    "was just made by operation " + ending.intent().id()
                            + ", not by this reference; give each purchase a name of its own");
        }
        return kind.id(made);
    }

    /** What it costs now; a cloud that does not list this layer costs what the catalogue says. */
    private static Optional<Price> price(ConnectOrder order, LiveOffers live) {
        try {
            return live.of(order.offer(), new CloudId(order.cloud())).stream()
                    .map(Offer::price)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (CloudException e) {
            if (e.reason() == Reason.NOT_SOLD) {
                return order.offer().price();
            }
            throw e;
        }
    }
}
