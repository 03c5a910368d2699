/**
 * Prometheus and what speaks its protocols: {@link io.shiyun.prometheus.PrometheusClient} asks its query API, {@link
 * io.shiyun.prometheus.PrometheusSource} makes a source of points of it, {@link io.shiyun.prometheus.RemoteWriteServer} and
 * {@link io.shiyun.prometheus.RemoteWriteReceiver} receive its remote write, {@link
 * io.shiyun.prometheus.RemoteWriteSender} writes to it.
 */
@NullMarked
package io.shiyun.prometheus;

import org.jspecify.annotations.NullMarked;
