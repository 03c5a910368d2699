/**
 * Balances of customers: prepaid, where money is there before it is spent, and postpaid, where a credit line is spent first.
 * Every movement is written down and synced before it is answered, once for each reference.
 */
@NullMarked
package io.shiyun.finops.balance;

import org.jspecify.annotations.NullMarked;
