/** Robust statistics that forecasts share. Not exported. */
@NullMarked
package io.shiyun.finops.statistics;

import org.jspecify.annotations.NullMarked;
