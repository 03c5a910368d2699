/**
 * The front door: everything that an application which embeds Shiyun needs to know of it, beside the ids and facts of {@link
 * io.shiyun.model}. What lies behind the door, in the other packages of this jar, may change without notice.
 */
@NullMarked
package io.shiyun;

import org.jspecify.annotations.NullMarked;
