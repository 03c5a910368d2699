package io.shiyun.offer;

import io.shiyun.model.Architecture;
import io.shiyun.model.Layer;
import io.shiyun.model.Per;
import io.shiyun.model.Purchase;
import io.shiyun.model.Stock;

/** The values of the enums by their ordinals. */
final class OfferWords {
    static final Architecture[] ARCHITECTURES = Architecture.values();
    static final Layer[] LAYERS = Layer.values();
    static final Purchase[] PURCHASES = Purchase.values();
    static final Stock[] STOCKS = Stock.values();
    static final Per[] UNITS = Per.values();

    private OfferWords() {}
}
