/**
 * The contract of a provider as rules that are run by JUnit and from the command line.
 */
@NullMarked
package io.shiyun.tck;

import org.jspecify.annotations.NullMarked;
