/** Tests of the reader of bills. */
package io.shiyun.finops.focus;
