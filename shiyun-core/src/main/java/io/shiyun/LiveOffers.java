package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.PriceAdjustment;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What an offer of the catalogue is at the time of buying.
 *
 * @param clouds the connected clouds
 * @param catalogue what is known
 * @param agreed what was agreed with the sellers
 */
record LiveOffers(ConnectedClouds clouds, OfferCatalogue catalogue, List<PriceAdjustment> agreed) {
    /**
     * Returns the offer in each zone where it can be had, as its cloud says now and at the agreed price. A cloud that names no
     * price costs what the price lists say; one that does not say what it sells is taken at the catalogue's word.
     *
     * @throws CloudException NOT_SOLD when the cloud no longer sells it; DENIED when it no longer may be bought; and what the
     *     cloud answers
     */
    List<Offer> of(CatalogueOffer offer, CloudId cloud) {
        List<Offer> sold = asked(offer, cloud);
        return sold.stream().map(each -> priced(each, offer)).toList();
    }

    private List<Offer> asked(CatalogueOffer offer, CloudId cloud) {
        if (!clouds.capabilities(cloud).of(Operation.OFFERS_LIST).usable()) {
            return List.of(offer.at(cloud));
        }
        OfferQuery query = OfferQuery.builder(new Region(cloud, offer.region()))
                .layer(offer.layer())
                .shape(new Shape(offer.shape()))
                .purchase(offer.purchase())
                .build();
        Offers service = clouds.service(cloud, Offers.class);
        List<Offer> there =
                Found.pages(from -> service.list(query, from, clouds.freshCall(Operation.OFFERS_LIST))).items().stream()
                        .filter(each -> query.matches(each) && inZone(each, offer))
                        .toList();
        List<CatalogueOffer> now =
                OfferCatalogue.of(List.of(), there, agreed).detail(cloud.name(), offer.region(), offer.shape());
        if (now.isEmpty()) {
            throw CloudException.notSent(Reason.NOT_SOLD, "its cloud does not sell it there now; refresh the catalogue")
                    .build();
        }
        now.stream().filter(each -> !each.restriction().isEmpty()).findFirst().ifPresent(each -> {
            throw CloudException.notSent(Reason.DENIED, "this account may not buy it: " + each.restriction())
                    .build();
        });
        return now.stream().map(each -> each.at(cloud)).toList();
    }

    private static boolean inZone(Offer live, CatalogueOffer offer) {
        return offer.zone().isEmpty()
                || live.zone().map(zone -> zone.name().equals(offer.zone())).orElse(true);
    }

    private Offer priced(Offer now, CatalogueOffer offer) {
        if (now.price().isPresent()) {
            return now;
        }
        Optional<Price> listed = catalogue.detail(offer.seller(), offer.region(), offer.shape()).stream()
                .filter(each -> each.layer() == offer.layer()
                        && each.purchase() == offer.purchase()
                        && each.termMonths() == offer.termMonths()
                        && (each.zone().isEmpty() || each.zone().equals(offer.zone()))
                        && each.os().equals(offer.os()))
                .flatMap(each -> each.price().stream())
                .filter(price -> offer.price()
                        .map(known ->
                                known.money().currency().equals(price.money().currency()))
                        .orElse(true))
                .findFirst();
        return listed.map(price -> now.toBuilder().price(price).build()).orElse(now);
    }

    /** Returns why this price is above what may be paid, or empty when it is not. */
    static Optional<String> tooDear(Optional<Price> price, Price most) {
        if (price.isEmpty()) {
            return Optional.of("what it costs now is not known, and no more than " + most + " may be paid");
        }
        Price now = price.get();
        boolean same = now.money().currency().equals(most.money().currency())
                && (now.per() == most.per() || (now.per().isTime() && most.per().isTime()));
        if (!same) {
            return Optional.of("it costs " + now + ", which cannot be compared with " + most + " that may be paid");
        }
        int order = now.per().isTime() ? now.compareTo(most) : now.money().compareTo(most.money());
        return order <= 0
                ? Optional.empty()
                : Optional.of("it costs " + now + " now, more than the " + most + " that may be paid; ask for a new"
                        + " quote");
    }
}
