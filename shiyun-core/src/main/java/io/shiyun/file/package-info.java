/** Files that are written whole or not at all, and read no further than is good for memory; fields of CSV. Used by all rooms of the library; may change without notice. */
@NullMarked
package io.shiyun.file;

import org.jspecify.annotations.NullMarked;
