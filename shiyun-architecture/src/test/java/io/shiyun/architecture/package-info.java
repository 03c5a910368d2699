/** The rules of the house: which doors open which way, and what stays out of which room. */
@NullMarked
package io.shiyun.architecture;

import org.jspecify.annotations.NullMarked;
