/**
 * A cloud in memory, with virtual time and a switch for every fault, for tests and drills.
 *
 * <p>{@link io.shiyun.provider.sim.SimProvider} is found by its id {@code sim} like any other provider and can be steered by
 * settings alone. In the same process, {@link io.shiyun.provider.sim.SimWorld} is the cloud itself: its
 * {@linkplain io.shiyun.provider.sim.SimWorld#faults() switchboard} breaks it while calls are under way, and its
 * {@linkplain io.shiyun.provider.sim.SimWorld#ledger() ledger} tells what really exists, whatever the answers said. With
 * {@link io.shiyun.provider.sim.SimClock} nothing waits: time moves when a test moves it.
 */
@NullMarked
package io.shiyun.provider.sim;

import org.jspecify.annotations.NullMarked;
