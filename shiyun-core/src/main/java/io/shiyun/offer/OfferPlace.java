package io.shiyun.offer;

/**
 * A seller and a region, each by its name or by a pattern in which {@code *} stands for any text.
 *
 * @param seller the provider as the price file has it, or the name of a connected cloud
 * @param region the seller's own name of the region
 */
public record OfferPlace(String seller, String region) {
    public OfferPlace {
        if (seller.isEmpty() || region.isEmpty()) {
            throw new IllegalArgumentException(
                    "A place has a seller and a region, not '" + seller + "' and '" + region + "'; * stands for any");
        }
    }

    boolean isPattern() {
        return seller.indexOf('*') >= 0 || region.indexOf('*') >= 0;
    }

    boolean matches(OfferPlace place) {
        return Wildcard.matches(seller, place.seller) && Wildcard.matches(region, place.region);
    }
}
