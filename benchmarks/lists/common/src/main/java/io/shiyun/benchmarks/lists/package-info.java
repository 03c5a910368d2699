/** The same list of hosts, taken by one program for each library. */
@NullMarked
package io.shiyun.benchmarks.lists;

import org.jspecify.annotations.NullMarked;
