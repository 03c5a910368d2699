/** Tests of the way from clouds to costs. */
package io.shiyun.finops;
