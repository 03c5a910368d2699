/** The smallest provider that keeps the contract: four operations of hosts over HTTP. */
@NullMarked
package io.shiyun.provider.template;

import org.jspecify.annotations.NullMarked;
