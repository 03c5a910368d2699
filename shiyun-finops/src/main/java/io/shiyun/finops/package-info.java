/** The way from the connected clouds to costs: ask, keep, budget, report. */
@NullMarked
package io.shiyun.finops;

import org.jspecify.annotations.NullMarked;
