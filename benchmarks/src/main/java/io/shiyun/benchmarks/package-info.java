/**
 * Benchmarks, each beside the peer a user would pick instead, and the page made from their results.
 *
 * <p>A benchmark class holds one subject. Its methods whose name begins with {@code peer} measure the alternative; every
 * other method of the class is shown with its ratio to each peer of the same mode, threads and parameters, where more than
 * 1 means that ours costs more. {@link io.shiyun.benchmarks.Run} runs JMH and writes one file of {@code benchmarks/results};
 * {@link io.shiyun.benchmarks.Results} makes {@code benchmarks/RESULTS.md} from all of them.
 */
@NullMarked
package io.shiyun.benchmarks;

import org.jspecify.annotations.NullMarked;
