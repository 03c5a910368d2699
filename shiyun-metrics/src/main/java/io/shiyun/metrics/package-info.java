/**
 * Streaming statistics: series, detectors, aggregations and threshold rules.
 *
 * <p>Everything here is a value or a pure state machine. Nothing does I/O, starts a thread or reads a clock: time is an
 * argument, in milliseconds since the epoch. A state machine belongs to one thread at a time, can be saved as a few
 * bytes, and after a restore answers with the same bits. So one class serves in the library, under virtual time in a
 * test, and inside a stream processor.
 */
@NullMarked
package io.shiyun.metrics;

import org.jspecify.annotations.NullMarked;
