/**
 * What clouds sell (资源搜索), as one catalogue: price files and what connected clouds say, searched by size, place and
 * price.
 *
 * <p>{@link io.shiyun.offer.PriceFile} reads a price list, {@link io.shiyun.offer.OfferCatalogue} is an immutable index
 * over lists and live offers, {@link io.shiyun.offer.OfferFilter} says what is looked for, and
 * {@link io.shiyun.offer.CatalogueOffer} is one answer with the age and the source of its price. Prices are exact; those
 * of different currencies are never compared, and a price of zero or none never counts as cheap.
 */
@NullMarked
package io.shiyun.offer;

import org.jspecify.annotations.NullMarked;
