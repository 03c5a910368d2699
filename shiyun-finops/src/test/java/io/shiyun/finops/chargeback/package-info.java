/** Tests. */
package io.shiyun.finops.chargeback;
