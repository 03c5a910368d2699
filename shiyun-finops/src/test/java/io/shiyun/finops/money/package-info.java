/** Tests. */
package io.shiyun.finops.money;
