/** Files that are written whole or not at all, and text as CSV has it. */
@NullMarked
package io.shiyun.finops.file;

import org.jspecify.annotations.NullMarked;
