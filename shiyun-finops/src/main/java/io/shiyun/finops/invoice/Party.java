package io.shiyun.finops.invoice;

import java.util.List;
import java.util.Objects;

/**
 * Who sells or buys.
 *
 * @param id by which the books know it; it does not change
 * @param name as it is written on invoices
 * @param address lines of it
 * @param taxId its number at the tax office; empty if there is none
 */
public record Party(String id, String name, List<String> address, String taxId) {
    public Party {
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("A party has an id and a name; an invoice without them is none");
        }
        address = List.copyOf(address);
        Objects.requireNonNull(taxId, "taxId");
    }

    /** Returns a party of which nothing else is known. */
    public static Party of(String id, String name) {
        return new Party(id, name, List.of(), "");
    }
}
