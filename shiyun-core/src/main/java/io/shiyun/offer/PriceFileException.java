package io.shiyun.offer;

import java.util.List;
import java.util.stream.Collectors;

/** A price file that was refused; nothing of it is in the catalogue. Its message tells the first of its faults. */
public final class PriceFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int MOST_TOLD = 20;

    private final transient List<PriceFault> faults;

    PriceFileException(List<PriceFault> faults) {
        super(text(faults));
        this.faults = List.copyOf(faults);
    }

    /** Returns what is wrong, in the order of the lines; reading stops at the hundredth fault. */
    public List<PriceFault> faults() {
        return faults;
    }

    private static String text(List<PriceFault> faults) {
        int hidden = faults.size() - MOST_TOLD;
        return "The price file was refused as a whole:\n - "
                + faults.stream().limit(MOST_TOLD).map(PriceFault::toString).collect(Collectors.joining("\n - "))
                + (hidden > 0 ? "\n - and " + hidden + " more" : "");
    }
}
