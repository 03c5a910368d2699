/** Tests of budgets and forecasts. */
package io.shiyun.finops.budget;
