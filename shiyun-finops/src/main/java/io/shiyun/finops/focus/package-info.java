/** Bills in: cost rows by the FOCUS specification, read, checked and kept exact. */
@NullMarked
package io.shiyun.finops.focus;

import org.jspecify.annotations.NullMarked;
