/**
 * What was spent beside what was meant to be spent, and what it will come to: budgets, their alarms, and forecasts with an
 * interval.
 */
@NullMarked
package io.shiyun.finops.budget;

import org.jspecify.annotations.NullMarked;
