/**
 * Use times price: what customers and departments are charged.
 *
 * <p>A {@link io.shiyun.finops.rating.Rater} turns {@linkplain io.shiyun.finops.rating.Usage use} into {@linkplain
 * io.shiyun.finops.rating.RatedLine lines} by a dated {@link io.shiyun.finops.rating.PriceList}, after {@linkplain
 * io.shiyun.finops.rating.Commitment commitments} took their part; {@link io.shiyun.finops.rating.MarkupRules} make selling
 * prices of them. Amounts are exact. There are two divisions, both documented where they stand: by the seconds of an hour
 * or a month, and by one less a margin; each is kept to 20 decimals or more. Nothing
 * is rounded to a payable amount before an invoice is made, but for terms that are shared out by days.
 */
@NullMarked
package io.shiyun.finops.rating;

import org.jspecify.annotations.NullMarked;
