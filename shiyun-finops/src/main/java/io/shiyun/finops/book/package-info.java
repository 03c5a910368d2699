/** Files that only grow: the books in which invoices and balances stand. Not exported; it may change without notice. */
@NullMarked
package io.shiyun.finops.book;

import org.jspecify.annotations.NullMarked;
