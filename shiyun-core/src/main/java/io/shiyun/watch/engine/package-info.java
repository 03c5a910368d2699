/**
 * How watching works: one thread that ticks, an engine without I/O, a collector and a courier on the executor, and plans
 * that take each change of an alert and its notices to the store in one transaction.
 */
@NullMarked
package io.shiyun.watch.engine;

import org.jspecify.annotations.NullMarked;
