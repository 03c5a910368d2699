/** Where a wish goes: what the clouds sell, what is tried first, and what is ruled out by what happened. */
@NullMarked
package io.shiyun.broker;

import org.jspecify.annotations.NullMarked;
