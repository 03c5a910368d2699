/** Tests. */
package io.shiyun.finops.book;
