package io.shiyun.tck;

import io.shiyun.spi.Operation;
import java.util.List;
import java.util.Locale;

/**
 * One rule of the contract.
 *
 * @param section what it is about: {@code cloud}, or a service as the command line names it, such as {@code hosts}
 * @param sentence what holds, in plain words
 * @param needs the operations without which it says nothing
 * @param body checks it; throws when it does not hold
 */
public record Rule(String section, String sentence, List<Operation> needs, Body body) {
    public Rule {
        needs = List.copyOf(needs);
    }

    /** Checks a rule against a provider on the bench. */
    @FunctionalInterface
    public interface Body {
        /** Throws when the rule does not hold. */
        void check(Bench bench) throws Exception;
    }

    /** Returns {@code section.sentence-with-hyphens}, by which reports name it. */
    public String id() {
        String words = sentence.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return section + "." + words.replaceAll("^-|-$", "");
    }
}
