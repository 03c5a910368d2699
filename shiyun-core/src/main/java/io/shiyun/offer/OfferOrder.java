package io.shiyun.offer;

/** What comes first. What is equal goes by price, seller, region, shape, operating system and zone. */
public enum OfferOrder {
    /** The lowest price. */
    PRICE,

    /** The lowest price for each virtual processor; offers whose processors are not known are left out. */
    PRICE_PER_VCPU,

    /**
     * The least processors and memory beyond what is asked for, each as a share of what is asked for; offers whose size
     * is not known are left out.
     */
    BEST_FIT
}
