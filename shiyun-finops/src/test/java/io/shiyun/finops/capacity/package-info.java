/** Tests of capacity plans. */
package io.shiyun.finops.capacity;
