/** A month of costs as one page that needs no network, no server and nothing beside it. */
@NullMarked
package io.shiyun.finops.report;

import org.jspecify.annotations.NullMarked;
