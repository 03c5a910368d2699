package io.shiyun.finops.focus;

import java.util.List;

/**
 * What became of all rules of FOCUS in one file.
 *
 * @param file the name under which it was read
 * @param rows the rows read
 * @param verdicts one for each rule, in the order of the requirements model
 * @param faults why the file could not be read as a table, if it could not; the verdicts then hold as far as it was read
 */
public record RuleReport(String file, long rows, List<RuleVerdict> verdicts, List<Fault> faults) {
    /** Copies the lists. */
    public RuleReport {
        verdicts = List.copyOf(verdicts);
        faults = List.copyOf(faults);
    }

    /** Returns how many rules are in a state. */
    public long count(RuleVerdict.State state) {
        return verdicts.stream().filter(verdict -> verdict.state() == state).count();
    }

    /**
     * Returns the verdict on a rule.
     *
     * @throws IllegalArgumentException if FOCUS 1.2 has no such rule
     */
    public RuleVerdict of(String rule) {
        return verdicts.stream()
                .filter(verdict -> verdict.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("FOCUS 1.2 has no rule " + rule));
    }
}
