/** Files that are written whole or not at all. Used by all rooms of the library; may change without notice. */
@NullMarked
package io.shiyun.file;

import org.jspecify.annotations.NullMarked;
