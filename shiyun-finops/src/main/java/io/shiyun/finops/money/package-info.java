/** Exact amounts: fixed point where a {@code long} holds them, wider where it does not, never rounded unasked. */
@NullMarked
package io.shiyun.finops.money;

import org.jspecify.annotations.NullMarked;
