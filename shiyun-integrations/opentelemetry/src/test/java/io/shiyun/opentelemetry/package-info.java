@NullMarked
package io.shiyun.opentelemetry;

import org.jspecify.annotations.NullMarked;
