@NullMarked
package io.shiyun.micrometer;

import org.jspecify.annotations.NullMarked;
