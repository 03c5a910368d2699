/** Plain main classes, one subject each, that run on this machine without an account. */
@NullMarked
package io.shiyun.examples;

import org.jspecify.annotations.NullMarked;
