package io.shiyun.finops.focus;

import org.jspecify.annotations.Nullable;

/**
 * What became of one rule of FOCUS in one file.
 *
 * @param rule the rule's id in the requirements model of FOCUS 1.2
 * @param level MUST, SHOULD or MAY
 * @param state whether it is kept
 * @param rows how many rows break it; 1 for a rule that is not about rows
 * @param firstLine the first line that breaks it, or 0
 * @param reason why it cannot be checked, or null
 */
public record RuleVerdict(
        String rule,
        String level,
        State state,
        long rows,
        long firstLine,
        @Nullable String reason) {
    /** Whether a rule is kept. */
    public enum State {
        /** No row breaks it. */
        KEPT,
        /** Some row, or the file as a whole, breaks it. */
        BROKEN,
        /** It is about a column that the file does not have. */
        ABSENT,
        /** No file by itself can show whether it is kept. */
        UNCHECKED
    }
}
