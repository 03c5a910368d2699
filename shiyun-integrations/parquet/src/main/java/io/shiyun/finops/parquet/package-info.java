/**
 * Bills in Parquet files, read by the same {@link io.shiyun.finops.focus.FocusReader} as those in CSV: {@link
 * io.shiyun.finops.parquet.ParquetBills} turns rows into the lines they would be in CSV, to the last digit, so that every
 * check, error and rule of replacement is the same.
 */
@NullMarked
package io.shiyun.finops.parquet;

import org.jspecify.annotations.NullMarked;
