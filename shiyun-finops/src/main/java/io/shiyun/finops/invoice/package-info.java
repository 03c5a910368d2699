/**
 * Invoices: numbered without a gap, never altered once issued, corrected by credit notes.
 *
 * <p>An {@link io.shiyun.finops.invoice.InvoiceDraft} becomes an {@link io.shiyun.finops.invoice.Invoice} when an
 * {@link io.shiyun.finops.invoice.InvoiceBook} issues it. This is where exact amounts become payable: each line is
 * rounded to the currency's minor unit; the exact lines of a tax category are added and rounded, too, and the difference is a
 * line of its own, so that lines always add to the total; each tax is rounded once.
 */
@NullMarked
package io.shiyun.finops.invoice;

import org.jspecify.annotations.NullMarked;
