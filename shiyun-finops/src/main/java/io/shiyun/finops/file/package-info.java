/** Text as CSV has it. */
@NullMarked
package io.shiyun.finops.file;

import org.jspecify.annotations.NullMarked;
