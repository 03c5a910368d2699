/**
 * What a cloud can do, and how it says that it could not. An author of a provider implements {@link
 * io.shiyun.spi.CloudProvider}, {@link io.shiyun.spi.Cloud} and a few services; core calls them through one pipeline. A
 * provider translates: it never retries, caches, logs, audits, sleeps, starts a thread for a call, or picks a place.
 *
 * <p>New methods of services are default methods that answer UNSUPPORTED, and new constants may appear in any enum or
 * sealed type, so that an old plugin works with a newer library.
 */
@NullMarked
package io.shiyun.spi;

import org.jspecify.annotations.NullMarked;
