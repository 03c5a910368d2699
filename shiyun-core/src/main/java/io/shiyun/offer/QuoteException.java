package io.shiyun.offer;

import java.util.List;
import java.util.stream.Collectors;

/** A quote that cannot be made. It tells every fault, of all items, at once. */
public final class QuoteException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<QuoteFault> faults;

    QuoteException(List<QuoteFault> faults) {
        super("No quote can be given:\n - "
                + faults.stream().map(QuoteFault::toString).collect(Collectors.joining("\n - ")));
        this.faults = List.copyOf(faults);
    }

    /** Returns what is wrong, in the order of the items. */
    public List<QuoteFault> faults() {
        return faults;
    }
}
