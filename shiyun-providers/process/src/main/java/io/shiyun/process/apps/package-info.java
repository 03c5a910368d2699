/**
 * Apps as supervised processes behind balancers: orders, rollouts, replicas and the state of it all in a folder. Where replicas run
 * is the matter of a {@link io.shiyun.process.apps.Ground}: this machine for the local cloud, machines over SSH for another.
 *
 * <p>One Java process owns a folder at a time. The processes live on when it ends, and the next owner takes them over: whatever is
 * done is on the disk before it has an effect, and each process carries a {@link io.shiyun.process.Marker} in its environment.
 */
@NullMarked
package io.shiyun.process.apps;

import org.jspecify.annotations.NullMarked;
