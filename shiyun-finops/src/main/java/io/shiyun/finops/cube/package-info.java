/**
 * Costs added up exactly, by any grouping, over bills of any size.
 *
 * <p>A {@link io.shiyun.finops.cube.Cube} takes checked rows of bills, and answers {@link io.shiyun.finops.cube.CubeQuery}s. It
 * numbers each distinct combination of the dimensions once, so that a row is a number of its combination, an hour, and amounts
 * in fixed point, packed to the bytes that their block needs. Beside the rows it keeps sums by day and combination, from which
 * it answers without touching the rows, and {@link io.shiyun.finops.cube.Rollup}s, which follow each load.
 *
 * <p>Amounts are multiples of 1e-11 in 128 bits, which no sum of bills can overflow; an amount that is finer or larger is
 * kept and added beside them as a decimal. The four costs of FOCUS are never added to one another, and neither are
 * currencies: every answer has its currency in the key.
 *
 * <p>{@link io.shiyun.finops.cube.Split} divides shared costs so that the parts are the whole to the last unit, and
 * {@link io.shiyun.finops.cube.KubernetesAllocation} divides what a node costs between what runs on it.
 */
@NullMarked
package io.shiyun.finops.cube;

import org.jspecify.annotations.NullMarked;
