/** Tests of advice. */
package io.shiyun.finops.advice;
