/**
 * What things cost: exact amounts of use over time, by cloud, project, app, host, day and tag.
 *
 * <p>Money is exact. The cost of a usage record up to a moment is rounded once, half-even, to 10<sup>-11</sup> of its
 * currency, and the cost of any stretch is the difference of two such amounts. So stretches always add up: days to
 * months, months to a year, rows to totals, to the last unit, however the time is cut. Sums are kept in 128 bits, wider
 * where a value needs it. Amounts of different currencies are never added.
 */
@NullMarked
package io.shiyun.cost;

import org.jspecify.annotations.NullMarked;
