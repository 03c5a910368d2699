package io.shiyun.intent;

import io.shiyun.model.CloudException;
import io.shiyun.store.IntentRow;
import java.util.List;
import java.util.Map;

/**
 * What became of the intents that were found unfinished.
 *
 * @param endings how each of them ended, or stands
 * @param stopped those that could not be gone on with, and why, by operation
 * @param unknown those of a kind that is not this engine's, such as releases: left as they are
 */
public record Resumed(List<Ending<?>> endings, Map<String, RuntimeException> stopped, List<IntentRow> unknown) {
    public Resumed {
        endings = List.copyOf(endings);
        stopped = Map.copyOf(stopped);
        unknown = List.copyOf(unknown);
    }

    /** Nothing was unfinished. */
    static final Resumed NOTHING = new Resumed(List.of(), Map.of(), List.of());

    /** Returns how many of them were gone on with. */
    public int size() {
        return endings.size() + stopped.size();
    }

    /** Returns whether each of them that is this engine's reached its end. */
    public boolean settled() {
        return stopped.isEmpty() && endings.stream().noneMatch(ending -> ending instanceof Ending.Unsettled<?>);
    }

    /** Returns the one of this operation, or what stopped it. */
    public Ending<?> of(String operationId) {
        RuntimeException why = stopped.get(operationId);
        if (why != null) {
            throw why;
        }
        return endings.stream()
                .filter(ending -> ending.intent().id().equals(operationId))
                .findFirst()
                .orElseThrow(() -> CloudException.notSent(
                                io.shiyun.model.Reason.NOT_FOUND, "operation " + operationId + " was not unfinished")
                        .build());
    }
}
