/**
 * Scaling apps by a metric of the watch, ahead of demand.
 *
 * <p>{@link io.shiyun.AppFleet#autoscale} begins it; an {@link io.shiyun.scale.AutoscaleSpec} says which app goes by which metric, and {@link
 * io.shiyun.metrics.ScaleRule} how. Each {@link io.shiyun.scale.ScaleStep} tells what was decided and why.
 */
@NullMarked
package io.shiyun.scale;

import org.jspecify.annotations.NullMarked;
