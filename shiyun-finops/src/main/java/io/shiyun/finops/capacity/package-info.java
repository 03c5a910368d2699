/**
 * When groups of hosts run out of processors or memory, what to buy by when, and what may be let go: forecasts with an
 * interval, exact costs, and plans that do nothing until somebody runs them.
 */
@NullMarked
package io.shiyun.finops.capacity;

import org.jspecify.annotations.NullMarked;
