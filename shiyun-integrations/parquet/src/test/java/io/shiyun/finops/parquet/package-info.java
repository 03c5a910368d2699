/** Tests of bills in Parquet files. */
@org.jspecify.annotations.NullMarked
package io.shiyun.finops.parquet;
