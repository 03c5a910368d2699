package io.shiyun.finops.chargeback;

import io.shiyun.model.Money;

/**
 * A booking between departments.
 *
 * @param debit who is charged; given back to, if the amount is below zero
 * @param credit whose cost becomes less by it
 * @param amount payable
 */
public record Transfer(String debit, String credit, Money amount) {}
