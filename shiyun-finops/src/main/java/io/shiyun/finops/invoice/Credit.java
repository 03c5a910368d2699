package io.shiyun.finops.invoice;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What to give back of an invoice.
 *
 * @param series in which the credit note is numbered
 * @param invoice the invoice's number
 * @param reference the caller's own name of the matter: asked twice, there is one credit note
 * @param reason as it is written on the credit note
 * @param amounts payable amounts by line of the invoice, from 1, as they stand there; empty for all that is left
 */
public record Credit(
        String series, String invoice, String reference, String reason, SortedMap<Integer, BigDecimal> amounts) {
    public Credit {
        InvoiceDraft.checked(series);
        Objects.requireNonNull(invoice, "invoice");
        Objects.requireNonNull(reason, "reason");
        if (reference.isBlank()) {
            throw new IllegalArgumentException(
                    "A credit of " + invoice + " has no reference; give one, so that it is not given twice");
        }
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
    }

    /** Returns a credit of all that was not yet given back. */
    public static Credit all(String series, String invoice, String reference, String reason) {
        return new Credit(series, invoice, reference, reason, new TreeMap<>());
    }

    /** Returns a credit of parts of lines. */
    public static Credit of(
            String series, String invoice, String reference, String reason, Map<Integer, BigDecimal> amounts) {
        if (amounts.isEmpty()) {
            throw new IllegalArgumentException("A credit of parts of " + invoice + " names no line");
        }
        return new Credit(series, invoice, reference, reason, new TreeMap<>(amounts));
    }
}
