package io.shiyun.finops.focus;

import java.util.List;

/**
 * The columns of a file that is written, in its order.
 *
 * @param columns columns of FOCUS
 * @param extras further columns of texts behind them, named {@code x_} as FOCUS asks
 */
public record FocusLayout(List<FocusColumn> columns, List<String> extras) {
    /** Copies the lists. */
    public FocusLayout {
        columns = List.copyOf(columns);
        extras = List.copyOf(extras);
    }
}
