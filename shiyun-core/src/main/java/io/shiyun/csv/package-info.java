/** Records of CSV files. */
@NullMarked
package io.shiyun.csv;

import org.jspecify.annotations.NullMarked;
