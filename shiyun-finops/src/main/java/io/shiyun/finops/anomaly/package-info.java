/** Days that cost more or less than they should have, and which service, account, region, resource or tag moved. */
@NullMarked
package io.shiyun.finops.anomaly;

import org.jspecify.annotations.NullMarked;
