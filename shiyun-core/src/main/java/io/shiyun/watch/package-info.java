/**
 * Watching: collect metrics, evaluate rules, detect anomalies, tell people.
 *
 * <p>{@link io.shiyun.watch.Watch} is the face of it. Points come from {@link
 * io.shiyun.watch.MetricSource}s; {@link io.shiyun.watch.AlertRule}s turn them into {@link io.shiyun.watch.Alert}s;
 * notices of these are written to the store in the transaction of the change they tell of and delivered from there by
 * {@link io.shiyun.watch.Notifier}s at least once, so that a crash loses none.
 */
@NullMarked
package io.shiyun.watch;

import org.jspecify.annotations.NullMarked;
