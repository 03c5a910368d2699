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
        return glob(seller, place.seller) && glob(region, place.region);
    }

    /** Returns whether the text is as the pattern says, in time of at most the product of their lengths. */
    static boolean glob(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
