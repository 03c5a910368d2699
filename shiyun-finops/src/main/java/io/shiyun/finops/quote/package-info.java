/** Quotes of offers, in the currency of whoever pays, by dated rates that they cite. */
@NullMarked
package io.shiyun.finops.quote;

import org.jspecify.annotations.NullMarked;
