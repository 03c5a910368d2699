/**
 * Machines you own as a cloud, by the id {@code ssh}. Nothing is installed on them: a login, a POSIX shell and SFTP are enough.
 *
 * <p>A machine is known by the setting {@code machines}, by a hosts file, or because it was adopted. It is a host of the cloud as
 * it is, unless it is marked as belonging to the <em>pool</em>: then it is no host until {@code create} takes it, and none
 * again once {@code delete} gave it back. Deleting an adopted machine forgets it; no machine is ever wiped.
 *
 * <p>A machine is trusted by the known-hosts file alone: an unknown or changed key is an error, never a question and never
 * accepted by itself. Connections are kept and shared, within bounds; commands go as argument lists, quoted for the POSIX shell
 * at the other end, and their variables never appear on a command line there.
 *
 * <p>Tags and who holds which machine of the pool are kept in the folder of the cloud, for all processes that share it.
 */
@NullMarked
package io.shiyun.provider.ssh;

import org.jspecify.annotations.NullMarked;
