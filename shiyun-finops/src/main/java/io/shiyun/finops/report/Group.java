package io.shiyun.finops.report;

import io.shiyun.finops.budget.DailyCosts;
import java.math.BigDecimal;

/**
 * One member of a dimension in a month.
 *
 * @param name its value
 * @param days what it cost each day of the month
 * @param total what it cost in all
 * @param before what it cost in as many days of the month before
 */
record Group(String name, DailyCosts days, BigDecimal total, BigDecimal before) {}
