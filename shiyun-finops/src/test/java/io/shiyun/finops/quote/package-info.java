@org.jspecify.annotations.NullMarked
package io.shiyun.finops.quote;
