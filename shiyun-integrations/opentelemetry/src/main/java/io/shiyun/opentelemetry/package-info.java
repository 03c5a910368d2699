/** OpenTelemetry: {@link io.shiyun.opentelemetry.SeriesExporter} makes points of what its SDK measures. */
@NullMarked
package io.shiyun.opentelemetry;

import org.jspecify.annotations.NullMarked;
