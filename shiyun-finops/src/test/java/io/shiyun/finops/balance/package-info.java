/** Tests. */
package io.shiyun.finops.balance;
