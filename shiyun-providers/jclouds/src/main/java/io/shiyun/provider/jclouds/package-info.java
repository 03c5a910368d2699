/**
 * Any cloud that Apache jclouds 2.7.0 knows, by the id {@code jclouds} and the setting {@code api}: its hosts, images and sizes, or its
 * buckets. It is for the long tail of clouds that have no provider of their own here. jclouds was retired to the Apache Attic in June
 * 2025, so nothing in it gets better; where a cloud has its own provider, take that.
 *
 * <p>jclouds' own retries, waits, logs and threads are switched off: a call makes its requests one after another, within the time of the call,
 * by the JDK's client of HTTP. An open cloud is thread-safe.
 */
@NullMarked
package io.shiyun.provider.jclouds;

import org.jspecify.annotations.NullMarked;
