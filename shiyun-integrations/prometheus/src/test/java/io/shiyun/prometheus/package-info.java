@NullMarked
package io.shiyun.prometheus;

import org.jspecify.annotations.NullMarked;
