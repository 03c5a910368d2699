/** Tests. */
package io.shiyun.finops.invoice;
