/** Tests. */
package io.shiyun.finops.rating;
