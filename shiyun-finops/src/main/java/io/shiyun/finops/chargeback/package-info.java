/**
 * Costs between departments: shown to them (showback) or charged to them (chargeback), shared ones with the reckoning that
 * made each share.
 */
@NullMarked
package io.shiyun.finops.chargeback;

import org.jspecify.annotations.NullMarked;
