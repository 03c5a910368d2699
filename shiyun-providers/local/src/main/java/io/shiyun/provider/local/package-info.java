/**
 * This machine as a cloud, by the id {@code local}: hosts are folders that commands run in, apps are supervised operating-system
 * processes behind a TCP balancer, prices come from a card and costs from a meter. No account and no network is needed.
 *
 * <p>All state is one folder of small files, each replaced atomically before and after every step. A session owns its folder by a
 * lock. When its Java process dies, by SIGKILL too, the replicas go on running; what pauses until the next session opens the
 * folder is: balancing (the front ports do not listen), healing, health checks, rotation of logs, samples of metrics. The next
 * session takes the replicas over, ends processes of the folder that the state does not know, starts dead ones again, and goes on
 * with a half-done release when the same order is applied.
 *
 * <p>What this machine does not enforce: the processors and the memory of a size are counted against quotas and billed, but a
 * process may use more. Open files and core dumps are limited where {@code prlimit} is installed. Everything runs as the user of
 * the Java process; sandboxes keep paths apart, not hostile programs.
 */
@NullMarked
package io.shiyun.provider.local;

import org.jspecify.annotations.NullMarked;
