/** How apps are scaled: the load is put together from points of the watch, decided on at each step, and carried out on the executor. */
@NullMarked
package io.shiyun.scale.engine;

import org.jspecify.annotations.NullMarked;
