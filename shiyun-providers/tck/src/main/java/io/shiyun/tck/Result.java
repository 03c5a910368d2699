package io.shiyun.tck;

import java.util.Optional;

/**
 * What became of a rule.
 *
 * @param rule the rule
 * @param verdict whether it holds
 * @param reason why it does not, or why that cannot be told; empty when it holds
 * @param cause what the rule threw
 */
public record Result(Rule rule, Verdict verdict, String reason, Optional<Throwable> cause) {

    /** Whether a rule holds. */
    public enum Verdict {
        /** It holds. */
        PASS,
        /** It does not. */
        FAIL,
        /** The provider lacks what the rule is about, and says so. */
        ABSENT
    }

    /** Returns the line that the command line prints. */
    public String line() {
        String why = reason.replaceAll("\\s+", " ").trim();
        return verdict + " " + rule.id() + (why.isEmpty() ? "" : " - " + why);
    }
}
