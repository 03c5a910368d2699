/**
 * What we are about to do to a cloud, written down before the first byte leaves, and seen through: by the call that began
 * it, by the next start after a crash, or by the sweep.
 *
 * <p>The protocol. A row is committed, then the request is sent with a token and tags computed from the row. An answer, a
 * ticket, a doubt or a failure is committed before anything is done about it. A definite failure lets the operation go to
 * another place in a new epoch, with a token of its own. A doubt is resolved first: where the cloud keeps a repeated
 * create single the same is sent again; elsewhere the cloud is listed by the tags until it has been quiet for as long as a
 * new thing may stay hidden, and then twice without a find. A cloud that cannot be asked is fenced: the request may go
 * elsewhere, and what arrives late is deleted by the sweep.
 */
@NullMarked
package io.shiyun.intent;

import org.jspecify.annotations.NullMarked;
