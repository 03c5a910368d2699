/**
 * What the providers that speak HTTP share, and nothing else. Each part stands alone:
 *
 * <ul>
 *   <li>{@link io.shiyun.wire.Http} sends one {@link io.shiyun.wire.Request} and answers one {@link io.shiyun.wire.Reply} or a
 *       {@link io.shiyun.model.CloudException} whose certainty is right: it never retries, never follows a redirect, never
 *       waits past the call's deadline;
 *   <li>{@link io.shiyun.wire.Json}, {@link io.shiyun.wire.JsonItems}, {@link io.shiyun.wire.JsonWriter}, {@link
 *       io.shiyun.wire.Xml} and {@link io.shiyun.wire.XmlItems} read and write what clouds say, bounded in depth and size;
 *   <li>{@link io.shiyun.wire.ErrorTable} turns a cloud's refusal into a reason, by a data file;
 *   <li>{@link io.shiyun.wire.Paging} and {@link io.shiyun.wire.RetryAfter} serve lists and long operations;
 *   <li>{@link io.shiyun.wire.CredentialChain} and {@link io.shiyun.wire.Renewed} find secrets and keep them fresh;
 *   <li>{@link io.shiyun.wire.SkewedClock} corrects the time that requests are dated with;
 *   <li>{@link io.shiyun.wire.EndpointGuard} judges addresses that came from outside;
 *   <li>{@link io.shiyun.wire.SigV4} signs.
 * </ul>
 *
 * <p>For the authors of providers; it may change with them without notice.
 */
@NullMarked
package io.shiyun.wire;

import org.jspecify.annotations.NullMarked;
