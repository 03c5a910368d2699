/**
 * Micrometer at both ends: {@link io.shiyun.micrometer.MeterSource} makes a source of points of a registry, {@link
 * io.shiyun.micrometer.MeterListener} makes meters of the calls to clouds.
 */
@NullMarked
package io.shiyun.micrometer;

import org.jspecify.annotations.NullMarked;
