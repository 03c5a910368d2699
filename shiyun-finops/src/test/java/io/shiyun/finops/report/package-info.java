/** Tests of the page of a month. */
package io.shiyun.finops.report;
