package io.shiyun.finops.rating;

/** How a unit's price is found: by the quantity used in a period, or by the market at each moment. */
public sealed interface Pricing permits TieredPrice, SpotPrice {}
