/**
 * A server on loopback that answers recorded bytes and then misbehaves, for the tests of providers that speak HTTP: {@link
 * io.shiyun.wire.rig.Rig} is the server, {@link io.shiyun.wire.rig.Answers} its manners, {@link io.shiyun.wire.rig.Recorded} what it
 * answers, {@link io.shiyun.wire.rig.Certificates} what it shows when it speaks TLS. For tests only.
 */
@NullMarked
package io.shiyun.wire.rig;

import org.jspecify.annotations.NullMarked;
