/**
 * Supervised operating-system processes, shared by the providers that run applications on machines.
 *
 * <p>A process is started in a session of its own with a clean environment that carries a {@link io.shiyun.process.Marker}, is
 * known by a {@link io.shiyun.process.ProcessIdentity} that survives the death of the Java process which started it, and ends with
 * everything it started. Around that stand a TCP balancer, health checks, restarts with back-off, log files, a port range and
 * paths that cannot leave a folder.
 *
 * <p>Nothing here runs a shell: commands are argument lists. Linux is the system this is made for; where {@code /proc},
 * {@code setsid} or {@code prlimit} is missing, the fallback is stated in the documentation of the class concerned.
 */
@NullMarked
package io.shiyun.process;

import org.jspecify.annotations.NullMarked;
