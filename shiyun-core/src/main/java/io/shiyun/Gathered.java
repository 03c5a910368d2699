package io.shiyun;

import java.util.List;
import java.util.stream.Stream;

/**
 * What several clouds answered to one question, and which of them did not. Immutable.
 *
 * @param items what those answered that did, cloud by cloud in the order they were asked in
 * @param stale what the others answered when they last did; how old it is says their {@link Missing}
 * @param missing the regions that did not answer, or not all; a cloud that cannot do this at all is not missing, it has
 *     nothing
 * @param <T> what was asked for
 */
public record Gathered<T>(List<T> items, List<T> stale, List<Missing> missing) {
    public Gathered {
        items = List.copyOf(items);
        stale = List.copyOf(stale);
        missing = List.copyOf(missing);
    }

    /** Returns whether every region answered in full: what is not here does not exist. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** Returns the items, and behind them the stale ones. */
    public List<T> known() {
        return Stream.concat(items.stream(), stale.stream()).toList();
    }
}
